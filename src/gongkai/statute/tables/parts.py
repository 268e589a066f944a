"""The lines that both formats share, worded as prescribed."""

from gongkai.statute.tables.model import Line

ORGANISATIONS = (
    Line("business", "商业企业"),
    Line("research", "科研机构"),
    Line("public_interest", "社会公益组织"),
    Line("legal_service", "法律服务机构"),
    Line("other", "其他"),
)
APPLICANTS = (
    Line("person", "自然人"),
    *ORGANISATIONS,
    Line("total", "总计", sums=("person", *(line.code for line in ORGANISATIONS))),
)
INTAKE_ROWS = (
    Line("new", "一、本年新收政府信息公开申请数量"),
    Line("carried_in", "二、上年结转政府信息公开申请数量"),
)
RESULT_ROWS = (
    Line("result.disclosed", "（一）予以公开"),
    Line("result.partly_disclosed", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"),
    Line("result.withheld.state_secret", "1.属于国家秘密"),
    Line("result.withheld.prohibited_by_law", "2.其他法律行政法规禁止公开"),
    Line("result.withheld.security_stability", "3.危及“三安全一稳定”"),
    Line("result.withheld.third_party", "4.保护第三方合法权益"),
    Line("result.withheld.internal_affairs", "5.属于三类内部事务信息"),
    Line("result.withheld.process_information", "6.属于四类过程性信息"),
    Line("result.withheld.enforcement_file", "7.属于行政执法案卷"),
    Line("result.withheld.inquiry_matter", "8.属于行政查询事项"),
    Line("result.unable.not_held", "1.本机关不掌握相关政府信息"),
    Line("result.unable.needs_creation", "2.没有现成信息需要另行制作"),
    Line("result.unable.unclear_after_supplement", "3.补正后申请内容仍不明确"),
    Line("result.not_processed.petition", "1.信访举报投诉类申请"),
    Line("result.not_processed.repeat", "2.重复申请"),
    Line("result.not_processed.publication", "3.要求提供公开出版物"),
    Line("result.not_processed.excessive", "4.无正当理由大量反复申请"),
    Line("result.not_processed.reissue", "5.要求行政机关确认或重新出具已获取信息"),
)
OTHER_ROWS_2021 = (
    Line(
        "result.other.supplement_overdue",
        "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
    ),
    Line(
        "result.other.fee_overdue",
        "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
    ),
    Line("result.other.other", "3.其他"),
)
OTHER_ROW_2019 = Line("result.other_all", "（六）其他处理")
CLOSING_ROWS = (
    Line("result.total", "（七）总计", sums="result."),
    Line("carried_out", "四、结转下年度继续办理"),
)
GROUP_HEADINGS = (
    Line("result", "三、本年度办理结果"),
    Line("result.withheld", "（三）不予公开"),
    Line("result.unable", "（四）无法提供"),
    Line("result.not_processed", "（五）不予处理"),
)
OTHER_HEADING = Line("result.other", "（六）其他处理")
RECONCILIATION_NOTE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
APPLICANTS_HEADING = "申请人情况"
ORGANISATIONS_HEADING = "法人或其他组织"

REMEDY_OUTCOMES = (
    Line("upheld", "结果维持"),
    Line("corrected", "结果纠正"),
    Line("other", "其他结果"),
    Line("pending", "尚未审结"),
    Line("total", "总计", sums=("upheld", "corrected", "other", "pending")),
)
REMEDY_ROWS = (
    Line("reconsideration", "行政复议"),
    Line("litigation_direct", "未经复议直接起诉"),
    Line("litigation_after_reconsideration", "复议后起诉"),
)
LITIGATION_HEADING = Line("litigation", "行政诉讼")
