"""The words that announce a personal value, by what they announce."""

NAME, PERSON, SUBJECT, TITLE, COURTESY = "name", "person", "subject", "title", "courtesy"
ADDRESS, PHONE, CARD, TAIL = "address", "phone", "card", "tail"
# The second is an identity number only where it is called a number: id no, identity number.
ID, NUMBERED_ID = "id", "numbered id"
ACCOUNT, LOGIN, HOLDING = "account", "login", "holding"

CHINESE: dict[str, str] = {
    # A person's name follows, even right behind the word.
    NAME: "姓名 户名 戶名 持卡人 收款人 付款人 汇款人 匯款人 联系人 聯繫人 聯絡人 开户人 開戶人 户主 戶主 "
    "申请人 申請人 经办人 經辦人 法人代表 法定代表人 代理人 监护人 監護人 借款人 担保人 擔保人 投保人 受益人 "
    "持有人 收件人 寄件人 存款人 转账人 轉賬人 本名 昵称 暱稱 "
    "被执行人 被執行人 当事人 當事人 债务人 債務人 继承人 繼承人 原告 被告",
    # A person, but also the beginning of many other words: 客户端, 用户协议.
    PERSON: "客户 客戶 用户 用戶 会员 會員 机主 機主",
    # A person or a rule.
    SUBJECT: "命中",
    # A surname, or a whole name, stands before these.
    COURTESY: "先生 女士 小姐",
    ADDRESS: "地址 住址 居住地 户籍地 戶籍地 住所",
    ID: "身份证 身份證 身分證 证件号 證件號 护照 護照 通行证 通行證 回乡证 回鄉證 台胞证 台胞證 居住证 "
    "居住證 居留证 居留證 军官证 軍官證 驾驶证 駕駛證 驾照 社保号 社保卡 户口簿 税号",
    PHONE: "手机 手機 电话 電話 联系方式 聯繫方式 联系号码 座机 座機 固话 传真 傳真",
    CARD: "卡号 卡號 银行卡 銀行卡 信用卡 借记卡 储蓄卡",
    TAIL: "尾号 尾號 后四位 後四位 末四位",
    ACCOUNT: "账号 帐号 賬號 帳號 支付宝号",
    # An account that may have no digit.
    LOGIN: "登录名 登陆名 登錄名 用户名 用戶名 微信号 微信號",
    # An account, but also the beginning of many other words: 账户余额, 钱包版本.
    HOLDING: "账户 帐户 賬戶 帳戶 钱包 錢包 微信 支付宝 支付寶 设备 設備",
}
# "account no" and "user_id" need no entry: the suffix is read behind the word.
ENGLISH: dict[str, tuple[str, ...]] = {
    NAME: ("name", "holder", "payee", "payer", "beneficiary", "recipient", "applicant", "surname"),
    PERSON: ("customer", "client", "user", "owner", "contact", "member"),
    ADDRESS: ("address", "addr", "residence"),
    ID: (
        *("id card", "identity card", "passport", "permit", "nric", "hkid", "ssn", "social security"),
        *("tax id", "driving licence", "driver license", "certificate", "cert"),
    ),
    NUMBERED_ID: ("id", "identity"),
    PHONE: ("phone", "mobile", "tel", "telephone", "cell", "fax", "msisdn"),
    CARD: ("card", "pan"),
    TAIL: ("ending in", "ending with", "last four", "last digits"),
    ACCOUNT: ("acct", "uid", "qq", "open id", "union id", "imei", "idfa", "oaid", "iban"),
    LOGIN: ("username", "login", "wxid"),
    HOLDING: ("account", "wallet", "wechat", "alipay", "device"),
    TITLE: ("mr", "mrs", "ms", "miss", "dr", "dear"),
}
