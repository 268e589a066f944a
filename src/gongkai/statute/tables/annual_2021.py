"""Format 2021 (国办公开办函〔2021〕30号): 200 cells in three statutory tables."""

from gongkai.statute.law.instruments import REPORT_FORMAT_2021
from gongkai.statute.tables.model import Kind, Line, ReportFormat, Table
from gongkai.statute.tables.parts import (
    APPLICANTS,
    CLOSING_ROWS,
    GROUP_HEADINGS,
    INTAKE_ROWS,
    LITIGATION_HEADING,
    OTHER_HEADING,
    OTHER_ROWS_2021,
    REMEDY_OUTCOMES,
    REMEDY_ROWS,
    RESULT_ROWS,
)

DOCUMENTS_TABLE = Table(
    code="t2",
    title="第二十条第（一）项",
    unit="件",
    source=REPORT_FORMAT_2021,
    columns=(
        Line("made", "本年制发件数"),
        Line("repealed", "本年废止件数"),
        Line("in_force", "现行有效件数"),
    ),
    rows=(Line("rule", "规章"), Line("normative", "行政规范性文件")),
)
LICENCE_TABLE = Table(
    code="t2",
    title="第二十条第（五）项",
    unit="件",
    source=REPORT_FORMAT_2021,
    columns=(Line("", "本年处理决定数量"),),
    rows=(Line("licence", "行政许可"),),
)
ENFORCEMENT_TABLE = Table(
    code="t2",
    title="第二十条第（六）项",
    unit="件",
    source=REPORT_FORMAT_2021,
    columns=(Line("", "本年处理决定数量"),),
    rows=(Line("penalty", "行政处罚"), Line("coercion", "行政强制")),
)
FEE_TABLE = Table(
    code="t2",
    title="第二十条第（八）项",
    unit="万元",
    source=REPORT_FORMAT_2021,
    columns=(Line("", "本年收费金额（单位：万元）"),),
    rows=(Line("fee", "行政事业性收费", kind=Kind.AMOUNT),),
)
REQUESTS_TABLE = Table(
    code="t3",
    title="三、收到和处理政府信息公开申请情况",
    unit="件",
    source=REPORT_FORMAT_2021,
    columns=APPLICANTS,
    headings=(*GROUP_HEADINGS, OTHER_HEADING),
    rows=(*INTAKE_ROWS, *RESULT_ROWS, *OTHER_ROWS_2021, *CLOSING_ROWS),
)
REMEDIES_TABLE = Table(
    code="t4",
    title="四、政府信息公开行政复议、行政诉讼情况",
    unit="件",
    source=REPORT_FORMAT_2021,
    columns=REMEDY_OUTCOMES,
    headings=(LITIGATION_HEADING,),
    rows=REMEDY_ROWS,
)
FORMAT_2021 = ReportFormat(
    code="2021",
    source=REPORT_FORMAT_2021,
    sections=(
        "一、总体情况",
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
        "五、存在的主要问题及改进情况",
        "六、其他需要报告的事项",
    ),
    tables=(DOCUMENTS_TABLE, LICENCE_TABLE, ENFORCEMENT_TABLE, FEE_TABLE, REQUESTS_TABLE, REMEDIES_TABLE),
    first_year=2021,
)
