"""Pure: which heading of a list of people means which column, and which columns are never taken."""

from __future__ import annotations

import re
from unicodedata import category, normalize

NUMBER, NAME, MOBILE, POSITION = "employee_number", "name", "mobile", "position"
UNIT, SUPERVISOR, HIRED_ON = "unit_id", "supervisor_id", "hired_on"

#: In the order of the template; each is called as the person's field that it fills.
COLUMNS = (NUMBER, NAME, MOBILE, POSITION, UNIT, SUPERVISOR, HIRED_ON)
#: Without these nobody can be told from anybody else.
NEEDED = (NUMBER, NAME)

#: What lists of other programs call them: words of the files, not of the pages.
_HEADINGS = {
    NUMBER: "工号|工號|员工号|员工编号|员工工号|employee number|employee no|staff number|number",
    NAME: "姓名|名字|员工姓名|name|full name|employee name",
    MOBILE: "手机号|手機號|手机|手机号码|电话|電話|mobile|mobile number|phone|phone number",
    POSITION: "岗位|崗位|职位|職位|职务|岗位名称|position|job title|job|title",
    UNIT: "单位|單位|部门|部門|项目|班组|所属单位|所属部门|unit|department|site|team",
    SUPERVISOR: "主管|上级|上級|直接上级|直属上级|直接主管|supervisor|manager|reports to",
    HIRED_ON: "入职日期|入職日期|入职时间|入职日|hired on|hire date|start date|date of hire",
}
#: A heading that holds one of these is about what is never asked, stored or imported.
_PROTECTED = re.compile(
    "身份证|身份證|证件号|證件號|护照|護照|性别|性別|出生|生日|年龄|年齡|岁数|民族|婚姻|婚否|已婚|未婚|配偶"
    "|子女|生育|家庭|家属|宗教|籍贯|籍貫|户籍|戶籍|户口|戶口|政治面貌|党员|身高|体重|體重|血型|相貌|照片"
    "|健康|病史|残疾"
)
_PROTECTED_ENGLISH = re.compile(
    "id(number|card|no)|identity(card|number)|nationalid|passport(number|no)?|gender|sex|age"
    "|birth(day|date|place)|(date|place)ofbirth|dob|ethnic(ity|group)|race|nationality"
    "|marital(status)?|married|spouse|children|pregnan(t|cy)|family|religion|nativeplace|hukou"
    "|politicalstatus|height|weight|bloodtype|photo|health|disability"
)


def folded(text: str) -> str:
    """A name for looking it up: width, capitals, spaces and what cannot be seen do not matter."""
    plain = normalize("NFKC", text).casefold()
    return "".join(c for c in plain if not c.isspace() and category(c) not in ("Cc", "Cf"))


def column_of(heading: str) -> str | None:
    """The column that a heading means, or None for one that is not used here."""
    return _COLUMN_OF.get(_bare(heading))


def headings_in(language: str) -> dict[str, str]:
    """What each column is called in a list that is written here, to be read again."""
    return {
        column: next(h for h in headings.split("|") if h.isascii() == (language == "en"))
        for column, headings in _HEADINGS.items()
    }


def is_protected(heading: str) -> bool:
    """Whether a column is about what nobody may be asked for here, such as age or sex."""
    bare = _bare(heading)
    return bool(_PROTECTED.search(bare) or _PROTECTED_ENGLISH.fullmatch(bare))


def _bare(heading: str) -> str:
    return "".join(c for c in folded(heading) if c.isalnum())


_COLUMN_OF = {
    _bare(heading): column
    for column, headings in _HEADINGS.items()
    for heading in [*headings.split("|"), column]
}
