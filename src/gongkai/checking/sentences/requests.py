"""Figures of requests: what came in, who asked, what was decided, what was carried over."""

import re

from gongkai.checking.sentences.vocabulary import (
    APPLICANT_OF,
    CARRIED_IN,
    CARRIED_OUT,
    HANDLED,
    INTAKE,
    NEW,
    OUTCOME_OF,
    PROCESSED,
    RECEIVED,
    ROWS,
    Subject,
    literals,
)
from gongkai.checking.sentences.words import Found, Words

UNITS = frozenset(("件", "份", "例", "宗", "起", "条", "件次", "个"))
SURE_UNITS = frozenset(("件", "份", "例", "宗", "起"))
_ONWARD = re.compile(
    r"(?:结转|转结|转|顺延|延续|顺转|转接|延至|留待)(?:到|至|入|为|给|下)?"
    r"(?:下一?年|次年|明年|翌年|年度|(?P<year>20\d\d)年)|转下(?:一?年)"
)
_FROM_BEFORE = re.compile(
    r"(?:上一?年|去年|往年)(?:度)?(?:的)?(?:未办结)?(?:结转|转结|遗留|转入|接转)|结转(?:上一?年|去年|往年)|承接上一?年"
    r"|(?P<year>20\d\d)年度?(?:未办结)?(?:结转|转结|遗留|转入)(?!下|至|到|20)"
)
_NARROW = re.compile(
    "通过|经由|网上|网络|互联网|在线|线上|线下|当面|现场|来信|信函|邮寄|邮件|邮箱|传真|书面|口头|窗口|平台|渠道|系统"
    "|涉及|关于(?!政府信息|信息公开|依申请)|有效|重复|恶意|同一|转办|交办|撤回|撤销|补正|征求|延期|超期|逾期|剩余|余下"
    "|另|还有|重大|疑难|复杂|指导|审核|协助|协调|会商|会办|分办|督办|清单|流程|制度|名申请人|位申请人|申请人提"
    "|(?<!公开)(?<!申请)(?<!公开办理)(?<!公开的)事项|未|没有|无|不予?受理|电话|直接|转送|移送|转交|当场"
)
_HEDGED = re.compile("其中|按时|按期|及时|即时|时限|期限|含|包括|约|分别|已办理|已处理")
_FILLER = re.compile(
    r"(?:政府信息公开|信息公开|政府信息|申请|答复|办理|处理|决定|情形|情况|结果|提出|的|类|了|件数|数量?|共计?|合计|总计|计|有|为|是"
    r"|：|:|“|”|告知|公开|不再处理|视为放弃|\s)*$"
)
_DISCLOSED_OR = re.compile("公开(?:或者?|和|以?及|、|与)$")
_EXPLICIT = re.compile(r"信息公开[^，。；]{0,6}申请|依申请|公开申请|申请公开|信息申请")
_PLAINLY = re.compile(
    r"(?:办理|处理)了?(?:政府信息|依申请|信息)公开(?:政府信息)?(?:申请|件|事项|案件)*(?:共计?|合计|总计|：|为)*$"
    r"|公开办理(?:有|共|为)*$"
)
_ASKED = re.compile(r"申请的?(?:总?数量?|总量|件数|案件)?(?:共计?|为|有|合计|总计|：|达)*$")
_JOINS = frozenset(("、", "和", "及", "与", "或", "以及", "及其", "、其中"))
_OUTCOME = literals(OUTCOME_OF)
_APPLICANT = literals(APPLICANT_OF)
_VERB_OF = {word: subject for subject in INTAKE for word in subject.words}
_VERB = literals(_VERB_OF)
_WORKED_ON = frozenset(("办理", "处理", "承办"))
NOT_OURS = re.compile("建议|提案|议案|热线|诉求|留言|工单|信箱|咨询|许可申请|救助|来信|来访")
_MATTERS = re.compile(r"(?:公开申请|申请公开|依申请公开|申请公开的?信息|公开事项|申请事项)(?:共计?|合计|总计)?$")


def counts_requests(words: Words) -> bool:
    """Whether its unit is one of requests; 项 is where the matters applied for are counted."""
    return words.unit in UNITS or (words.unit == "项" and _MATTERS.search(words.clause) is not None)


def request(words: Words, topic: str, year: int | None, last: Found | None = None) -> Found | None:
    """What a figure of a paragraph about requests counts; None where its words do not say.

    新收12件，上年结转2件，共14件: a sum goes on from the `last` figure.
    """
    if last is not None and last.subject == CARRIED_IN.code:
        return Found(PROCESSED.code, PROCESSED.readings[:1], last.certain)
    found = _carried(words, year) or _outcome(words)
    if found is None and topic == "requests":
        return _applicant(words) or _intake(words)
    return found


def _carried(words: Words, year: int | None) -> Found | None:
    for told in (words.after, words.clause, words.clause + words.after):
        if "转" not in told and "延" not in told and "遗留" not in told:
            continue
        out = _ONWARD.search(told)
        if out is not None and (out["year"] is None or year is None or int(out["year"]) == year + 1):
            return Found(CARRIED_OUT.code, CARRIED_OUT.readings, not NOT_OURS.search(told))
        back = _FROM_BEFORE.search(told)
        if back is not None and (back["year"] is None or year is None or int(back["year"]) == year - 1):
            return Found(CARRIED_IN.code, CARRIED_IN.readings, not NOT_OURS.search(told))
    return None


def _outcome(words: Words) -> Found | None:
    clause = words.clause
    terms = list(_OUTCOME.finditer(clause))
    if not terms or not _FILLER.match(clause, terms[-1].end()) or NOT_OURS.search(clause):
        return None
    if _APPLICANT.search(clause):
        return None  # 自然人申请予以公开3件: a column, not the row
    chain = [terms[-1]]
    for term in reversed(terms[:-1]):
        if clause[term.end() : chain[0].start()] not in _JOINS:
            break
        chain.insert(0, term)
    subjects = [OUTCOME_OF[term[0]] for term in chain]
    if chain[0][0] == "部分公开" and _DISCLOSED_OR.search(clause, 0, chain[0].start()):
        subjects.insert(0, OUTCOME_OF["予以公开"])
    certain = words.unit in SURE_UNITS and all(subject.certain for subject in subjects)
    if len(subjects) > 1:
        reading = tuple(dict.fromkeys(code for subject in subjects for code in subject.readings[0]))
        return Found("+".join(dict.fromkeys(s.code for s in subjects)), (reading,), certain)
    readings = subjects[0].readings
    for term in terms[:-1]:  # 由于不掌握而无法提供 may mean the row alone; 因不掌握等原因无法提供 means the group
        row = OUTCOME_OF[term[0]]
        if row in ROWS and not clause.startswith("等", term.end()):
            readings = (*readings, row.readings[0])
    return Found(subjects[0].code, readings, certain)


def _applicant(words: Words) -> Found | None:
    clause = words.clause
    match = _APPLICANT.search(clause)
    if match is not None:
        if not _FILLER.match(clause, match.end()):
            return None
    else:
        match = _APPLICANT.match(words.after.lstrip("为是由属于的"))
        if match is None:
            return None
    code, columns = APPLICANT_OF[match[0]]
    new = tuple(f"t3.new.{c}" for c in columns)
    carried = tuple(f"t3.carried_in.{c}" for c in columns)
    done = tuple(f"t3.result.total.{c}" for c in columns)
    certain = words.unit in SURE_UNITS and not _NARROW.search(clause)
    return Found(code, (new, (*new, *carried), done), certain)


def _intake(words: Words) -> Found | None:
    clause, after = words.clause, words.after
    verbs = _VERB.findall(clause)
    if not verbs:
        if clause or not after.startswith("申请均"):
            return None
        return Found(PROCESSED.code, PROCESSED.readings, False, may_fit=True)  # 12件申请均按期答复
    explicit = bool(_EXPLICIT.search(clause) or _EXPLICIT.search(clause + after))
    found = _told(verbs, clause, explicit)
    if not found:
        return None
    told = [*found, PROCESSED] if HANDLED in found and not _WORKED_ON.isdisjoint(verbs) else found
    readings = tuple(dict.fromkeys(reading for subject in told for reading in subject.readings))
    code = found[-1].code
    if found[0] is NEW and any(_VERB_OF[verb] is HANDLED for verb in verbs):
        return Found(code, readings, None, may_fit=True)  # 本年新收办结10件
    if _NARROW.search(clause) or NOT_OURS.search(clause) or _NARROW.search(after, 0, 8):
        return Found(code, readings, None, may_fit=True)
    if words.is_part and found[0] in (RECEIVED, PROCESSED):
        return Found(code, readings, None, may_fit=True)  # a part of what was told before
    plain = explicit or (found[0] is HANDLED and "申请" not in clause and "申请" not in after)
    certain = (
        plain
        and words.unit in SURE_UNITS
        and not _HEDGED.search(clause)
        and (found[0] is not PROCESSED or bool(_PLAINLY.search(clause)))
    )
    return Found(code, readings, certain, may_fit=True)


def _told(verbs: list[str], clause: str, explicit: bool) -> list[Subject]:
    """Which acts a clause tells of: 新收 alone where it stands, else each act but 办理 beside another."""
    acts = list(dict.fromkeys(_VERB_OF[verb] for verb in verbs))
    if NEW in acts:
        return [NEW]
    if PROCESSED in acts:
        named = explicit and (not _WORKED_ON.isdisjoint(verbs) or _ASKED.search(clause))
        if len(acts) > 1 or not named:
            acts.remove(PROCESSED)
    order = sorted(acts, key=INTAKE.index)
    return order if HANDLED in order else order[:1]
