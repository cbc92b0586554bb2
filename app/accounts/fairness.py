"""Pure: finds words about a person that may play no part in a decision: age, sex, looks, family …

It reads clause by clause. What is said about a customer ("男业主来电时的应对") is part of the work
and passes; what is said about the candidate ("年龄偏大") does not. Where the two cannot be told
apart it rather asks once too often: a reason can be written in other words.
"""

from __future__ import annotations

import re
from unicodedata import normalize

#: People at work about whom such a thing may be said.
_CUSTOMER = "业主|客户|住户|租户|访客|顾客|客人|来宾|来访者|来访人员|来电者|使用人|家长"
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢"
    "姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严武戴莫孔向汤"
)
_PROVINCES = (
    "河南|河北|四川|湖南|湖北|安徽|江西|山东|山西|陕西|广西|广东|贵州|云南|新疆|西藏|甘肃|青海|宁夏|海南|福建|浙江|"
    "江苏|东北|黑龙江|吉林|辽宁|内蒙古|北京|上海|天津|重庆|温州|潮汕"
)

#: Facts about a person. Only a customer's own ("客户的年龄", "不同年龄的业主") may be named.
_FACTS = re.compile(
    r"年龄|岁数|年纪|年轻|年长|年老|老年|中年|大龄|高龄|超龄|(?:太|有点|偏|嫌)老|(?<!\d)[4-9]0后|\d{1,3}\s*周?岁"
    r"|[一二三四五六七八九十]{1,3}周?岁(?!月)"
    r"|性别|[男女]性|[男女]的|[男女]生|[男女]人|[男女]同志|[男女]孩|姑娘|小伙|妇女"
    rf"|(?<![{_SURNAMES}])女士|[男女](?:性)?优先|[男女](?:员工|应聘者|候选人|助理|主管|同事|客服|前台)"
    r"|(?:是|要|招|限|找|偏|因为|只收|只|太)(?:[个名位])?[男女](?!性|的|人|生|业|客|住|租|访|顾|洗|卫|厕|更|宿|装|孩)"
    r"|身高|个子|个头|体重|(?:太|偏|有点)[胖瘦矮高]|肥胖|矮小|长相|相貌|容貌|面貌|颜值|外貌|外形|五官|漂亮|好看|难看"
    r"|英俊|帅气|帅哥|美女|气质|形象|证件照|生活照"
    r"|已婚|未婚|结婚|离婚|离异|单身|婚姻|婚育|婚后|婚恋|丈夫|妻子|老公|老婆|男友|女友|男朋友|女朋友"
    r"|生育|生孩子|怀孕|孕期|备孕|[二三]胎|产假|哺乳|子女|带娃|宝妈|宝爸|育儿|(?:有|带|生|养)(?:小)?孩"
    r"|家庭|家里|家人|家属"
    r"|民族|(?:维吾尔|哈萨克|蒙古|朝鲜|土家|[汉回藏苗彝壮瑶傣侗维])族(?!馆)"
    r"|宗教|信教|信仰|信佛|基督|佛教|伊斯兰|穆斯林|天主教|道教|教徒"
    r"|籍贯|户籍|(?<![住用商客业租入门窗])户口|[本外]地人|外地|老家|农村|城里人|外省"
    rf"|(?:{_PROVINCES})(?:人(?![民员事大寿])|籍|户)"
    r"|政治面貌|党员|共青团|团员|入党"
    r"|健康|疾病|残疾|残障|生病|患病|有病|乙肝|肝炎|艾滋|抑郁|病史|慢性病|传染病|高血压|糖尿病|体弱|体检"
    r"|身体(?:不|弱|差|条件|状况|原因|素质)|视力|听力|近视|耳背|聋|哑|口吃|结巴"
)
#: Kinds of people, who may well be those who are served, as in "孕妇来访时先让座".
_KINDS = re.compile(r"孕妇|孩子|小孩|儿童|老人|女儿|儿子")
#: A clause that speaks of serving somebody, and not of the candidate.
_SERVING = re.compile(
    rf"{_CUSTOMER}|来电|来访|投诉|报修|求助|走失|应对|接待|帮|搀扶|让座|引导|礼让|安抚|照顾到|上门|遇到|小区|园区"
)
_ABOUT_CANDIDATE = re.compile(
    r"[她他]|应聘|候选|本人|自己|[太偏嫌]|合适|适合|优先|符合|录用|不要|[有要没]孩|家有|[已未]婚"
)
#: Words that look like one of those and mean something else.
_HARMLESS = re.compile(
    r"(?:已|未|不)满\s*1[68]\s*周?岁"
    r"|(?:公司|企业|品牌|物业|服务|项目|小区|职业|岗位|对外|窗口)(?:的)?形象"
    r"|精神面貌|(?:小区|园区|环境|村容|社区)面貌"
    r"|(?:字|写得|说得|做得|办得|答得|回答得|处理得|应对得|完成得)(?:也|很|都|挺|非常)*(?:漂亮|好看)|漂亮地"
    r"|健康(?:讲座|步道|驿站|码|知识|宣传|饮水|证)"
    r"|残[疾障]人?(?:通道|坡道|卫生间|设施|车位|专用)"
    r"|党员(?:活动|之家|服务|先锋)|政治学习"
    r"|[男女](?:洗手间|卫生间|厕所|更衣室|宿舍|浴室|装)"
    r"|家庭(?:维修|报修|用电|装修|住宅|宽带)|儿童(?:乐园|游乐|车|座椅|泳池)"
    r"|(?:老年|老人)(?:活动|大学|食堂)|农村(?:信用|商业)|民族(?:路|街|大道|乐)|外地(?:车|牌)"
)
#: A customer's own fact: before the customer ("女业主", "带孩子的住户") or after ("业主的年龄").
_BEFORE = rf"[^她他嫌]{{0,5}}?的(?:{_CUSTOMER})|[^她他嫌]{{0,1}}(?:{_CUSTOMER})"
_RELATIVES = "孩子|小孩|儿童|老人|女儿|儿子|家人|家里|家庭|家属|子女|丈夫|妻子|老公|老婆"
_AFTER = re.compile(
    rf"(?:{_CUSTOMER})(?:们)?(?:的|家的|家|及其|和)[^她他嫌]{{0,3}}?(?:{_FACTS.pattern}|{_KINDS.pattern})"
    rf"(?:[、和或与及](?:{_FACTS.pattern}|{_KINDS.pattern}))*"
    rf"|(?:{_CUSTOMER})(?:们)?家(?:里|中)"
    rf"|(?:{_CUSTOMER})[^她他嫌]{{0,6}}?(?:{_RELATIVES})(?:走失|丢|摔|生病|受伤|哭|被困|在家|看家)"
)
_OF_CUSTOMER = re.compile(
    rf"(?:{_FACTS.pattern}|{_KINDS.pattern}|[男女])(?:{_BEFORE})"
    r"|(?:不论|无论|不分)[男女老少长幼年龄性别、和]{2,}"
)

_ENGLISH_CUSTOMER = (
    r"(?:residents?|customers?|callers?|visitors?|guests?|owners?|tenants?|clients?|shoppers?)"
)
_ENGLISH_FACTS = re.compile(
    r"\b(?:age|aged|ages|years? old|year-old|too old|too young|older|younger|elderly|young"
    r"|middle-aged"
    r"|gender|sex|male|males|female|females|(?:wo)?m[ae]n|girls?|boys?|lady|ladies"
    r"|height|taller|too (?:tall|short|fat|thin)|overweight|good[- ]looking"
    r"|good looks|(?:her|his|their) looks"
    r"|beautiful|pretty|handsome|attractive|ugly|photo of (?:her|him)"
    r"|married|marriage|marital|unmarried|divorced|husband|wife|boyfriend|girlfriend"
    r"|pregnan\w+|child|children|kids?|bab(?:y|ies)|maternity|family|mother|father"
    r"|ethnic\w*|race|racial|nationality|han chinese|uyghur|tibetan|religio\w*|muslim"
    r"|christian|buddhist"
    r"|native place|hometown|hukou|local people|not a local|out-of-towner|party member|politic\w+"
    r"|health|unhealthy|disease|illness|ill|sick\w*|disab\w+|handicapped|diabet\w+|hepatitis|hiv"
    r"|depress\w+|eyesight|hearing loss|stutter\w*)\b"
)
_ENGLISH_HARMLESS = re.compile(
    r"\bpretty (?:good|well|clear|clearly|calm|calmly|quick|quickly|much|sure|fast|strong)\b"
    r"|\brace (?:against|to)\b|\bfamily names?\b|\bhealth and safety\b|\bat the height of\b"
    r"|\bchildren'?s (?:playground|area|pool)\b|\bunder 1[68]\b|\bover 1[68]\b"
    r"|\bman(?:ned)? the desk\b"
    r"|\bpolitical(?:ly)? neutral\b|\ball ages\b"
)
_ENGLISH_SERVING = re.compile(
    rf"\b(?:{_ENGLISH_CUSTOMER}|call(?:s|ed|ing)?|complain\w*|visit\w*|role[- ]play\w*"
    r"|lost|helped)\b"
)
_ENGLISH_CANDIDATE = re.compile(
    r"\b(?:she|he|they|her|him|his|candidate|applicant|too|because|prefer\w*|want(?:s|ed)?|hire"
    r"|suit\w*|fit|is|are|has|have)\b"
)

_CLAUSE = re.compile(r"[，。；、！？,.;!?\n\r（）()]+")
#: The few characters in which Traditional writing of these words differs.
_SIMPLIFIED = str.maketrans(
    "齡歲紀輕長別體員殘無無懷兒親漢訪業應聽視氣質個頭帥婦戶黨貫養產離單絡環維滿證優孫馬陳張劉楊黃趙吳鄭許韓馮鄧"
    "蕭蔣葉蘇呂盧鐘譚陸範賈韋鄒龍陶賀顧龔萬錢嚴湯難臉遺傳壓糖啞聾處應對來電讓座禮絕賓顧貴雲寧東內蒙慶廣陝"
    "爾薩鮮莊壯苗瑤",
    "龄岁纪轻长别体员残无无怀儿亲汉访业应听视气质个头帅妇户党贯养产离单络环维满证优孙马陈张刘杨黄赵吴郑许韩冯邓"
    "萧蒋叶苏吕卢钟谭陆范贾韦邹龙陶贺顾龚万钱严汤难脸遗传压糖哑聋处应对来电让座礼绝宾顾贵云宁东内蒙庆广陕"
    "尔萨鲜庄壮苗瑶",
)


def unfair_words(text: str) -> list[str]:
    """The words in a reason that name what may not count, in their order, each once."""
    plain = normalize("NFKC", text).translate(_SIMPLIFIED).lower()
    found: dict[str, None] = {}
    for clause in _CLAUSE.split(plain):
        for word in _chinese(clause) + _english(clause):
            found[word.strip()] = None
    return list(found)


def _chinese(clause: str) -> list[str]:
    rest = _HARMLESS.sub("#", clause)
    rest = _OF_CUSTOMER.sub("#", _AFTER.sub("#", rest))
    words = _FACTS.findall(rest)
    if not (_SERVING.search(clause) and not _ABOUT_CANDIDATE.search(clause)):
        words += _KINDS.findall(rest)
    return words


def _english(clause: str) -> list[str]:
    if not clause.isascii() and not re.search(r"[a-z]{3}", clause):
        return []
    if _ENGLISH_SERVING.search(clause) and not _ENGLISH_CANDIDATE.search(clause):
        return []
    rest = _ENGLISH_HARMLESS.sub("#", clause)
    facts = _ENGLISH_FACTS.pattern
    before = rf"{facts}(?:\s+\w+){{0,1}}\s+{_ENGLISH_CUSTOMER}\b"
    after = (
        rf"\b{_ENGLISH_CUSTOMER}(?:'s|s')?(?:\s+(?:with|of|who|whose|and|the|a|an|own))*\s+{facts}"
    )
    return [found[0] for found in _ENGLISH_FACTS.finditer(re.sub(f"{before}|{after}", "#", rest))]
