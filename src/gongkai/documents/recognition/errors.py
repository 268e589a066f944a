"""Refusals of recognition (RDR-12xx)."""

from gongkai.statute.errors import GongkaiError


class NoReportFound(GongkaiError):
    """Nothing in the file looks like an annual report."""

    code = "RDR-1201"
    text = "没有在“{name}”中找到政府信息公开工作年度报告：没有找到三张表中的任何一行，也没有找到六个部分的标题。"
    hint = "请确认上传的是年度报告全文；如果报告在附件里，请上传附件本身；如果是扫描件，请先安装文字识别组件。"
