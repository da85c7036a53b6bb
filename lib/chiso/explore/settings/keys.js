// JupyterLab takes arrows and letters as commands on cells, also while a list of the explorer has the
// focus; its own attribute, set on what gets the focus, makes it leave them to the list.
document.addEventListener("focusin", ({ target }) => {
  if (target.closest(".chiso-explorer")) target.setAttribute("data-lm-suppress-shortcuts", "true");
});
