"""Reasons that name what may not count are found; reasons about the work pass."""

from __future__ import annotations

import pytest

from app.accounts.fairness import unfair_words

UNFAIR = (
    "年龄偏大，反应慢",
    "她已经38岁了",
    "岁数不合适",
    "太年轻，没有经验",
    "90后，坐不住",
    "四十五岁，怕她适应不了",
    "男性优先",
    "这个岗位要女的",
    "只招男",
    "女士更适合前台",
    "是女生，夜班不方便",
    "身高不够",
    "形象气质佳",
    "长得漂亮",
    "相貌一般",
    "太胖",
    "已婚已育，稳定",
    "未婚",
    "刚结婚，可能要休产假",
    "有孩子，不能加班",
    "怀孕了",
    "要照顾小孩",
    "家庭稳定",
    "家里有事",
    "少数民族，语言不便",
    "维吾尔族",
    "信教",
    "不是本地人",
    "户口在外地",
    "籍贯不符",
    "河南人",
    "不是党员",
    "政治面貌：群众",
    "身体不好",
    "乙肝携带者",
    "有残疾",
    "听力差",
    "年齡偏大",
    "已婚，戶籍在外地",
    "年龄大接待客户不便",
    "业主不喜欢年龄大的员工",
    "业主嫌她年龄大",
    "住在农村",
    "Too old for the desk",
    "She is pregnant",
    "female preferred",
    "a married woman with two children",
    "not a local",
    "He is a Muslim",
    "her health is poor",
    "not pretty enough",
    "we want a young man for the gate",
    "aged 45",
    "has children",
)
FAIR = (
    "男业主来电时的应对",
    "女客户投诉时能先听完再说",
    "能稳妥安抚王女士的投诉",
    "对不同年龄的客户都耐心",
    "带孩子的访客进门时会提醒地滑",
    "孕妇来访时先让座",
    "业主的孩子走失时知道先问衣着",
    "不会打听客户的婚姻和家庭",
    "老人来访会主动搀扶",
    "残疾人通道的问题答对了",
    "维护公司形象的意识强",
    "字写得漂亮",
    "处理得很漂亮",
    "精神面貌好",
    "未满16周岁",
    "住户口头投诉也记下来了",
    "无论男女老少都先问好",
    "电话题全对，投诉题知道先道歉再处理",
    "三题阅读全对，排班题算错一次",
    "女洗手间漏水的报修先后顺序答对",
    "外地业主来电时会留下回电时间",
    "答题用时短，满足岗位要求",
    "知道客户的电话不能外传",
    "健康讲座的通知读对了",
    "家庭报修先登记",
    "家人走失的业主先安抚",
    "组织工作有条理，能管理班组",
    "Answered the telephone questions right",
    "Kept calm with the angry male resident",
    "pretty good at reading a notice",
    "asked for the family name and repeated it",
    "Knew what to do when a child was lost",
    "helped visitors with children first",
    "manages two tasks at once and reads the page well",
    "children's playground question was right",
    "health and safety notice read correctly",
    "residents of all ages were greeted first",
    "她先道歉，再登记，回答完整",
    "对女业主的夜间求助，他给出了回电时间",
    "物业知识扎实，语气温和",
    "业主家里漏水时先关总阀",
    "小区老人多，她说话慢而清楚",
    "不适应加班安排，候选人自己退出",
    "薪资期望高于岗位预算",
)


@pytest.mark.parametrize("reason", UNFAIR)
def test_what_may_not_count_is_found(reason: str) -> None:
    assert unfair_words(reason)


@pytest.mark.parametrize("reason", FAIR)
def test_what_was_shown_for_the_work_passes(reason: str) -> None:
    assert unfair_words(reason) == []


def test_each_word_is_named_once_in_its_order() -> None:
    assert unfair_words("已婚，年龄偏大；已婚。") == ["已婚", "年龄"]


def test_one_unfair_clause_spoils_a_long_fair_reason() -> None:
    fair = "电话题全对，能把投诉从头讲到尾。"
    assert unfair_words(fair) == []
    assert unfair_words(fair + "但是身高不够。" + fair) == ["身高"]


@pytest.mark.parametrize("name", ["张胜男", "陈亚男", "王健", "黄婷", "卫𬍛", "Mary Young-Fat"])
def test_names_of_candidates_are_no_reason(name: str) -> None:
    assert unfair_words(f"{name.split()[0]}回答完整") == []


@pytest.mark.parametrize("empty", ["", " ", "，。；", "\n\n", "👩‍💼"])
def test_nothing_names_nothing(empty: str) -> None:
    assert unfair_words(empty) == []
