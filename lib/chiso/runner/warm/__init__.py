"""Kernels forked from one process that has imported everything already.

A kernel spends some seconds on imports before its first cell. Here one process imports, and each
kernel is a fork of it: a process of its own, never used twice, that shares only what nobody
changes. Linux only, where the threads of a process can be counted; elsewhere kernels start cold.
"""
