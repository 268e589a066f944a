"""Every instrument that the annual report, the deadlines and the fees rest on (DOMAIN 0.2)."""

from datetime import date

from gongkai.statute.law.cite import Instrument, Standing

# Regulations of the State Council and the General Office's notices
OGI = Instrument(
    "OGI", "中华人民共和国政府信息公开条例", "国务院令第711号", date(2019, 5, 15), matter="open_information"
)
OGI_2007 = Instrument(
    "OGI07",
    "中华人民共和国政府信息公开条例",
    "国务院令第492号",
    date(2008, 5, 1),
    date(2019, 5, 14),
    matter="open_information",
    standing=Standing.UNVERIFIED,
)
REPORT_FORMAT_2021 = Instrument(
    "F30",
    "中华人民共和国政府信息公开工作年度报告格式",
    "国办公开办函〔2021〕30号",
    date(2021, 9, 26),
    matter="report_format",
)
REPORT_FORMAT_2019 = Instrument(
    "F60",
    "中华人民共和国政府信息公开工作年度报告格式（试行）",
    "国办公开办函〔2019〕60号",
    in_force_until=date(2021, 9, 25),
    matter="report_format",
)
PERIODS_2015 = Instrument("GB207", "关于政府信息公开期限有关问题的解释", "国办公开办函〔2015〕207号")
SERVICE_2016 = Instrument("GB235", "关于政府信息公开处理决定送达问题的解释", "国办公开办函〔2016〕235号")
PLATFORM_2019 = Instrument("P61", "关于规范政府信息公开平台有关事项的通知", "国办公开办函〔2019〕61号")
# The day of entry into force is marked unverified in DOMAIN 4.
FEE_MEASURES = Instrument(
    "FEE",
    "政府信息公开信息处理费管理办法",
    "国办函〔2020〕109号",
    date(2021, 1, 1),
    matter="processing_fee",
    standing=Standing.UNVERIFIED,
)
HOLIDAY_MEASURES = Instrument(
    "HOL",
    "全国年节及纪念日放假办法",
    "国务院令第795号",
    date(2025, 1, 1),
    matter="holidays",
    standing=Standing.UNVERIFIED,
)
HOLIDAY_MEASURES_2013 = Instrument(
    "HOL13",
    "全国年节及纪念日放假办法",
    "国务院令第644号",
    date(2014, 1, 1),
    date(2024, 12, 31),
    matter="holidays",
    standing=Standing.UNVERIFIED,
)
HOLIDAY_MEASURES_2007 = Instrument(
    "HOL07",
    "全国年节及纪念日放假办法",
    "国务院令第513号",
    date(2008, 1, 1),
    date(2013, 12, 31),
    matter="holidays",
    standing=Standing.UNVERIFIED,
)
WORKING_HOURS = Instrument("GZSJ", "国务院关于职工工作时间的规定")
SECRECY_RULES = Instrument("BMT", "中华人民共和国保守国家秘密法实施条例")
INSPECTION_2019 = Instrument("ZB19", "政府网站与政务新媒体检查指标", "国办秘函〔2019〕19号")
WEBSITE_GUIDE = Instrument("FZZY", "政府网站发展指引", "国办发〔2017〕47号")

# Laws
RECONSIDERATION = Instrument(
    "XZFY", "中华人民共和国行政复议法", in_force_from=date(2024, 1, 1), matter="reconsideration"
)
RECONSIDERATION_2017 = Instrument(
    "XZFY17",
    "中华人民共和国行政复议法",
    in_force_until=date(2023, 12, 31),
    matter="reconsideration",
    standing=Standing.DERIVED,
)
LITIGATION = Instrument("XZSS", "中华人民共和国行政诉讼法")
CIVIL_CODE = Instrument("MFD", "中华人民共和国民法典", in_force_from=date(2021, 1, 1), standing=Standing.UNVERIFIED)
CIVIL_PROCEDURE = Instrument("MSS", "中华人民共和国民事诉讼法")
SECRECY = Instrument("BM", "中华人民共和国保守国家秘密法")
ARCHIVES = Instrument("DA", "中华人民共和国档案法")
PENALTY = Instrument("CF", "中华人民共和国行政处罚法")
LICENSING = Instrument("XK", "中华人民共和国行政许可法")
LEGISLATION = Instrument("LF", "中华人民共和国立法法")
LOCAL_ORGANISATION = Instrument("ZZF", "中华人民共和国地方各级人民代表大会和地方各级人民政府组织法")
ACCESSIBILITY = Instrument("WZA", "中华人民共和国无障碍环境建设法")

# Judicial interpretations
LITIGATION_2018 = Instrument(
    "JSJ18", "最高人民法院关于适用《中华人民共和国行政诉讼法》的解释", in_force_from=date(2018, 2, 8),
    standing=Standing.UNVERIFIED,
)  # fmt: skip
LITIGATION_2011 = Instrument(
    "SPC11",
    "最高人民法院关于审理政府信息公开行政案件若干问题的规定",
    "法释〔2011〕17号",
    in_force_until=date(2025, 5, 31),
    matter="open_information_cases",
)
LITIGATION_2025 = Instrument(
    "SPC25",
    "最高人民法院关于审理政府信息公开行政案件适用法律若干问题的解释",
    "法释〔2025〕8号",
    in_force_from=date(2025, 6, 1),
    matter="open_information_cases",
)

# Standards
DOCUMENT_LAYOUT = Instrument("G9704", "党政机关公文格式", "GB/T 9704—2012")
CREDIT_CODE = Instrument(
    "GB32100", "法人和其他组织统一社会信用代码编码规则", "GB 32100—2015", standing=Standing.UNVERIFIED
)
DIVISION_CODE = Instrument("GB2260", "中华人民共和国行政区划代码", "GB/T 2260", standing=Standing.UNVERIFIED)

INSTRUMENTS: tuple[Instrument, ...] = (
    OGI,
    OGI_2007,
    REPORT_FORMAT_2021,
    REPORT_FORMAT_2019,
    PERIODS_2015,
    SERVICE_2016,
    PLATFORM_2019,
    FEE_MEASURES,
    HOLIDAY_MEASURES,
    HOLIDAY_MEASURES_2013,
    HOLIDAY_MEASURES_2007,
    WORKING_HOURS,
    SECRECY_RULES,
    INSPECTION_2019,
    WEBSITE_GUIDE,
    RECONSIDERATION,
    RECONSIDERATION_2017,
    LITIGATION,
    CIVIL_CODE,
    CIVIL_PROCEDURE,
    SECRECY,
    ARCHIVES,
    PENALTY,
    LICENSING,
    LEGISLATION,
    LOCAL_ORGANISATION,
    ACCESSIBILITY,
    LITIGATION_2018,
    LITIGATION_2011,
    LITIGATION_2025,
    DOCUMENT_LAYOUT,
    CREDIT_CODE,
    DIVISION_CODE,
)


def law_on(matter: str, day: date) -> Instrument | None:
    """The instrument that governed a matter on a day; None where none is known to have done so.

    Matters: open_information, report_format, processing_fee, reconsideration, open_information_cases, holidays.
    """
    return next((i for i in INSTRUMENTS if i.matter == matter and i.in_force_on(day)), None)
