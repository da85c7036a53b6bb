"""The rules of the report in a reader's words."""

from __future__ import annotations

from chiso.words import Words

RULES: tuple[Words, ...] = (
    Words(
        vi="Báo cáo chỉ dùng số liệu có kỳ kết thúc chậm nhất vào ngày cuối kỳ báo cáo, và mục"
        " tiêu đã"
        " ban hành đến ngày đó.",
        en="The report uses only figures whose own period ends by the last day of the reporting"
        " period, and targets adopted by that day.",
    ),
    Words(
        vi="Đạt hay chưa đạt được xét trên số chưa làm tròn; có tử số và mẫu số thì tính từ tử"
        " số và"
        " mẫu số.",
        en="Met or not met is decided on unrounded numbers; where counts are given, on the counts.",
    ),
    Words(
        vi="«Sát ngưỡng»: riêng việc làm tròn của nguồn, hoặc với huyện là dao động ngẫu nhiên khi"
        " ít trường hợp, đã có thể làm thay đổi đánh giá.",
        en="“Borderline”: the rounding of the source alone, or for a district chance with few"
        " cases, could turn the verdict.",
    ),
    Words(
        vi="«Trên 90%» là khoảng từ trên 90 đến 100: đạt mọi chỉ tiêu không quá 90, chưa đủ căn"
        " cứ với chỉ tiêu cao hơn. Hai cận dưới không cho biết tăng hay giảm.",
        en="“Over 90%” is the range above 90 up to 100: it meets any target up to 90 and is"
        " inconclusive for a higher one. Two lower bounds show neither rise nor fall.",
    ),
    Words(
        vi="Khoảng cách chỉ được tính trong cùng một định nghĩa; đổi mẫu số là bắt đầu chuỗi mới.",
        en="A gap exists only within one definition; a new denominator begins a new series.",
    ),
    Words(
        vi="Độ tin cậy giảm dần: có tử số và mẫu số; một con số cụ thể; chỉ nêu cận; trùng"
        " nguyên văn"
        " chỉ tiêu; giữ nguyên từ kỳ trước.",
        en="Evidence weakens in this order: counted; exact; only a bound; equal to a target word"
        " for"
        " word; unchanged from the period before.",
    ),
    Words(
        vi="Xu hướng được mô tả từ 3 kỳ so sánh được và chỉ kiểm định từ 5 kỳ (Mann-Kendall"
        " chính xác;"
        " độ dốc Theil-Sen).",
        en="A trend is described from 3 comparable periods and tested from 5 (exact Mann-Kendall;"
        " Theil-Sen slope).",
    ),
    Words(
        vi="Thứ hạng, điểm chỉ số không được cộng hay lấy bình quân; thay đổi thứ hạng không"
        " được coi"
        " là thay đổi kết quả.",
        en="Ranks and index scores are never added or averaged; a change of rank is not read as a"
        " change of performance.",
    ),
    Words(
        vi="Khi nguồn công bố lại số khác, báo cáo dùng số công bố sau cùng và giữ mọi số trước"
        " đó.",
        en="When a source publishes another number later, the latest is used and all are kept.",
    ),
)

# Told where the report has added up figures of months or of districts.
SUM_RULES: tuple[Words, ...] = (
    Words(
        vi="Số của quý, nửa năm, năm mà nguồn không công bố được cộng từ các tháng hoặc quý của"
        " cùng một nguồn, chỉ khi đủ mọi tháng. Tỷ lệ tính từ tổng tử số và tổng mẫu số; số cuối kỳ"
        " lấy của tháng cuối.",
        en="What no source printed for a quarter, half or year is added up from the months or"
        " quarters of one source, only when all are there. Shares come from summed numerators and"
        " denominators; what stands at the end of a period is that of its last month.",
    ),
    Words(
        vi="Số toàn tỉnh mà nguồn không công bố được cộng từ các huyện: số đếm chỉ cộng khi đủ mọi"
        " huyện. Tỷ lệ còn được tính khi có hơn một nửa số huyện, kèm tên huyện còn thiếu.",
        en="What no source printed for the province is added up from its districts: counts only"
        " when every district is there. Shares also come from more than half of them, with the"
        " missing ones named.",
    ),
    Words(
        vi="Kỳ theo tháng dương lịch và kỳ chốt ngày 14 không được nối thành một chuỗi; số có và"
        " không có sở, ban, ngành cũng vậy.",
        en="Calendar months and periods that close on the 14th are never joined into one series;"
        " nor are figures with and without the departments.",
    ),
    Words(
        vi="Chuỗi theo tháng: số đếm chỉ so với cùng tháng các năm khác (Mann-Kendall theo mùa, từ"
        " 36 tháng); các chuỗi khác được hiệu chỉnh tự tương quan (Hamed-Rao, từ 20 tháng).",
        en="Series of months: counts are compared only with the same month of other years (seasonal"
        " Mann-Kendall, from 36 months); others are corrected for serial correlation (Hamed-Rao,"
        " from 20 months).",
    ),
)
