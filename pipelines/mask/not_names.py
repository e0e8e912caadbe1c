"""What follows the label of a name and is no name: the words in which logs say what is wrong with it."""

import re

# A value that begins with one of these is no name.
CHINESE = re.compile(
    "[不无無未已与與和或及请請需空超暂暫仍认認核非缺]|为空|為空|错误|錯誤|有误|有誤|是否|必填|格式|"
    "校验|信息|异常|過長|过长|重复|重複|变更|變更|一致|匹配|验证|驗證|填写|应当|应为|應為|包含|含有|"
    "含特|长度|長度|字段|失败|失敗|成功|正在|正常|中文|英文|拼音|姓名|身份|证件|證件|手机|手機|电话|"
    "電話|地址|住址|银行|銀行|卡号|卡號|账|帐|賬|帳|户名|戶名|联系|客户|客戶|用户|用戶|本人|实名|實名|"
    "状态|狀態|余额|餘額|金额|金額|单位|單位|方式|高级|高風|高风|强制|常见|连接|连续|時間|时间|时长|"
    "相关|等级|权限|權限|申请|申請|应用|管理|经理|經理|服务|类型|编号|号码|名称|名稱|资料|资质|数据|"
    "年龄|性别|职业|国籍|签名|授权|限制|冻结|凍結|注销|註銷|投诉|要求|咨询|反馈|上传|提交|修改|更新|"
    "更改|解绑|解除|绑定|登录|登陆|注册|开户|销户|转账|支付|充值|提现|系统|平台|公司|协议|安全|安装|"
    "经营|经核|经查|经过|计算|计费|项目|全部|全额|全称|平均|万元|白名|黑名|包括|方面|成为|成员|明细|"
    "明确|支持|路径|查询|查看|查无|解析|解冻|文件|文本|文档|康复|关系|关联|关闭|任务|任何|简称|车牌|"
    "党员|管控|管制|申报|申诉|严重|江苏|单笔|单日"
)
# An organisation: no person, whatever it is called.
ORGANISATION = re.compile(
    "公司|银行|銀行|中心|集团|集團|有限|合伙|工作室|商行|超市|学校|医院|法院|协会|委员|支行|店$"
)
# Where a name ends and the sentence goes on.
GOES_ON = re.compile(
    "不|未|已|因|被|的|您|你|没|请|請|申请|申請|提现|注销|註銷|账|賬|帐|帳|手机|手機|身份|电话|電話|"
    "证件|證件|护照|名下|提交|要求|办理|失败|失敗|核验|校验|认证|验证|状态|信息|余额|存在|错误|有误|与|"
    "與|过期|本人|先生|女士|小姐|客户|客戶|用户|用戶|银行|銀行|卡号|地址|住址|邮箱|微信|联系|性别|年龄|"
    "开户|在|为|為|是|有|和|于|於"
)
# Labels that name a thing: the word before "name" or "address".
THING = re.compile(
    r"(?:file|host|domain|path|bank|branch|product|service|app|application|class|package|module|component|function"
    r"|method|thread|server|cluster|node|pod|container|db|database|schema|table|column|field|key|event|queue|topic|rule"
    r"|job|task|step|stage|platform|merchant|company|creditor|lender|entity|brand|region|country|city|state|release"
    r"|parameter|param|variable"
    r"|tag|role|group|policy|channel|device|model|os|currency|type|code|error|exception|bean|stream|bucket|image|script"
    r"|display|short|nick|ip|mac|url|web|site|e-?mail|memory|network|remote|callback|return|contract"
    r"|网络|網絡|邮箱|郵箱|邮件|郵件|网站|网页|回调|接口|请求|内存|链接|服务器|存储|下载|页面|合约)"
    r"[ _\-]?\Z",
    re.IGNORECASE,
)
# No word of a name: what an English sentence goes on with, and what companies are called.
_ENGLISH = (
    "about account active address already an and any app are as at bank be been best blocked bureau "
    "business by can cannot card center centre cfpb change changed characters check checks class "
    "client closed closing closure code company consumer contact contains corp could credit creditor "
    "customer data date deadline default denied department details did different do does doesn due "
    "each email empty equifax error exceeds exist exists experian expired fail failed failing fails "
    "failure false fcu federal field financial for format found from frozen full given has have head "
    "hello holder i id if in inactive inc incomplete incorrect info information invalid ip is it its "
    "legal length limit limited llc locked login ltd madam mandatory match matches matching may "
    "member mismatch mismatched missing mortgage must na name needs new nil no none not null number "
    "of off on once only or order other our owner password payment pending phone please policy "
    "protection provided record records rejected release request requested required retry review risk "
    "screening sent service session should sincerely sir size so status still support suspended "
    "system team ten termination test than that the their there this timeout to token too transfer "
    "transunion true type unavailable undefined union unknown unmatched unsupported unverified up "
    "update updated user users valid validation value valued values verification verified verify "
    "version wallet was were which while will with without wrong yes you your"
)
ENGLISH = frozenset(_ENGLISH.split())
# Pinyin that names a bank, a city or a service.
PINYIN = ("Ping An", "Hong Kong", "Hang Seng", "Wei Xin", "Tai Ping", "Xin Jiang", "Min Sheng", "Bo Hai")
