"""The instruments that the annual report, the deadlines and the fees rest on."""

from datetime import date

from gongkai.statute.law.cite import Instrument

OGI = Instrument("OGI", "中华人民共和国政府信息公开条例", "国务院令第711号", in_force_from=date(2019, 5, 15))
REPORT_FORMAT_2021 = Instrument(
    "F30", "中华人民共和国政府信息公开工作年度报告格式", "国办公开办函〔2021〕30号", date(2021, 9, 26)
)
REPORT_FORMAT_2019 = Instrument(
    "F60",
    "中华人民共和国政府信息公开工作年度报告格式（试行）",
    "国办公开办函〔2019〕60号",
    in_force_until=date(2021, 9, 25),
)
LEGISLATION = Instrument("LF", "中华人民共和国立法法")
RECONSIDERATION = Instrument("XZFY", "中华人民共和国行政复议法", in_force_from=date(2024, 1, 1))
PENALTY = Instrument("CF", "中华人民共和国行政处罚法")
FEE_MEASURES = Instrument("FEE", "政府信息公开信息处理费管理办法", "国办函〔2020〕109号", date(2021, 1, 1))
LITIGATION_2025 = Instrument(
    "SPC25",
    "最高人民法院关于审理政府信息公开行政案件适用法律若干问题的解释",
    "法释〔2025〕8号",
    in_force_from=date(2025, 6, 1),
)
