"""Format 2019 (国办公开办函〔2019〕60号), for the reports of 2019 and 2020.

处理决定数量 counts what format 2021 calls 本年处理决定数量, so the two share the codes t2.licence, t2.penalty and
t2.coercion.
"""

from gongkai.statute.law.instruments import REPORT_FORMAT_2019
from gongkai.statute.tables.model import Kind, Line, ReportFormat, Table
from gongkai.statute.tables.parts import (
    APPLICANTS,
    CLOSING_ROWS,
    GROUP_HEADINGS,
    INTAKE_ROWS,
    LITIGATION_HEADING,
    OTHER_ROW_2019,
    REMEDY_OUTCOMES,
    REMEDY_ROWS,
    RESULT_ROWS,
)

_ITEMS_AND_CHANGE = (
    Line("previous_items", "上一年项目数量"),
    Line("change", "本年增/减", kind=Kind.CHANGE),
)
_DECISIONS = (*_ITEMS_AND_CHANGE, Line("", "处理决定数量"))

DOCUMENTS_TABLE = Table(
    code="t2",
    title="第二十条第（一）项",
    unit="件",
    source=REPORT_FORMAT_2019,
    columns=(
        Line("newly_made", "本年新制作数量"),
        Line("newly_published", "本年新公开数量"),
        Line("total_published", "对外公开总数量"),
    ),
    rows=(Line("rule", "规章"), Line("normative", "规范性文件")),
)
LICENCE_TABLE = Table(
    code="t2",
    title="第二十条第（五）项",
    unit="件",
    source=REPORT_FORMAT_2019,
    columns=_DECISIONS,
    rows=(Line("licence", "行政许可"), Line("other_services", "其他对外管理服务事项")),
)
ENFORCEMENT_TABLE = Table(
    code="t2",
    title="第二十条第（六）项",
    unit="件",
    source=REPORT_FORMAT_2019,
    columns=_DECISIONS,
    rows=(Line("penalty", "行政处罚"), Line("coercion", "行政强制")),
)
FEE_TABLE = Table(
    code="t2",
    title="第二十条第（八）项",
    unit="项",
    source=REPORT_FORMAT_2019,
    columns=_ITEMS_AND_CHANGE,
    rows=(Line("fee", "行政事业性收费"),),
)
PROCUREMENT_TABLE = Table(
    code="t2",
    title="第二十条第（九）项",
    unit="项",
    source=REPORT_FORMAT_2019,
    columns=(Line("projects", "采购项目数量"), Line("amount", "采购总金额", kind=Kind.AMOUNT)),
    rows=(Line("procurement", "政府集中采购"),),
)
REQUESTS_TABLE = Table(
    code="t3",
    title="三、收到和处理政府信息公开申请情况",
    unit="件",
    source=REPORT_FORMAT_2019,
    columns=APPLICANTS,
    headings=GROUP_HEADINGS,
    rows=(*INTAKE_ROWS, *RESULT_ROWS, OTHER_ROW_2019, *CLOSING_ROWS),
)
REMEDIES_TABLE = Table(
    code="t4",
    title="四、因政府信息公开工作被申请行政复议、提起行政诉讼情况",
    unit="件",
    source=REPORT_FORMAT_2019,
    columns=REMEDY_OUTCOMES,
    headings=(LITIGATION_HEADING,),
    rows=REMEDY_ROWS,
)
FORMAT_2019 = ReportFormat(
    code="2019",
    source=REPORT_FORMAT_2019,
    sections=(
        "一、总体情况",
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况",
        "五、政府信息公开工作存在的主要问题及改进情况",
        "六、其他需要报告的事项",
    ),
    tables=(
        DOCUMENTS_TABLE,
        LICENCE_TABLE,
        ENFORCEMENT_TABLE,
        FEE_TABLE,
        PROCUREMENT_TABLE,
        REQUESTS_TABLE,
        REMEDIES_TABLE,
    ),
    first_year=2019,
    last_year=2020,
)
