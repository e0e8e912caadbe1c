"""Chinese surnames: the common ones, in simplified and traditional characters."""

# Those that also begin everyday words of a log (高级, 于, 时间 ...) are kept apart.
CLEAR = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗梁宋郑谢韩唐冯董萧程曹袁许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎潘杜戴"
    "夏锺汪田任姜范姚谭廖邹熊陆郝孔崔邱秦江史顾侯邵孟龙段雷钱汤尹黎武乔贺赖龚樊兰殷陶翟颜倪严牛温芦季俞章"
    "鲁葛伍申韦毕聂焦柳邢岳齐梅莫庄辛祝左涂谷祁舒耿牟卜詹关苗凌费纪靳盛童欧甄裴屈鲍覃霍翁隋植甘阮娄宁柯桂"
    "柴车房边辜滕闫骆穆瞿尚艾简宫丛冉蔺邬岑荆郎蒲冼晏臧褚佟窦卓楚芮楼席邝戚邸幸党匡占管闵巩佘仇栾敖牧沙寇"
    "邓冀張劉陳楊黃趙吳孫馬羅鄭謝韓馮蕭鄧許呂蘇盧蔣賈葉閻鍾譚鄒陸顧龍錢湯喬賀賴龔蘭顏嚴蘆魯韋畢聶齊莊關費紀"
    "歐寧婁簡宮叢車邊駱黨竇樓鄺閔鞏"
)
ALSO_WORDS = (
    "高于余金成单單方应應时時常安经經权權连連向项項计計花白包路明和支全平万萬古查解毛文石康华華洪钟尤游水"
)
_COMPOUND = (
    "欧阳 歐陽 司马 司馬 上官 诸葛 諸葛 东方 皇甫 尉迟 公孙 慕容 令狐 宇文 司徒 夏侯 端木 独孤 "
    "南宫 长孫 长孙 轩辕 钟离 呼延 百里 闻人 澹台"
)
COMPOUND = tuple(_COMPOUND.split())
ANY = CLEAR + ALSO_WORDS

# As they are written in Latin letters, without those that also begin a bank, a city or an English word.
_PINYIN = (
    "Wang Li Zhang Liu Chen Yang Huang Zhao Wu Zhou Xu Sun Ma Zhu Hu Guo Lin Luo Liang Song Zheng Xie Han "
    "Tang Feng Dong Xiao Cheng Cao Yuan Deng Fu Shen Zeng Peng Lv Lyu Su Lu Jiang Cai Jia Ding Wei Xue "
    "Ye Yan Pan Du Dai Xia Zhong Tian Ren Jing Fan Shi Yao Tan Liao Zou Xiong Jin Hao Kong Bai Cui Kang "
    "Mao Qiu Qin Gu Hou Shao Meng Wan Duan Lei Qian Yin Chang Qiao Lai Gong Wen Pang Lan Tao Zhai Niu "
    "Yu Ji Zhuang Xin Guan Zuo Qi Mu Kuang Ouyang Shangguan Sima Zhuge Situ"
)
PINYIN = frozenset(_PINYIN.split())
