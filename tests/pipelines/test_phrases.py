"""The language of phrases, the one wording of all texts, and the index that hears many phrases at once."""


import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.phrase_index import PhraseIndex
from pipelines.phrases import Phrase, PhraseError
from pipelines.wording import code_words, normalise


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("帳戶餘額不為零", "账户余额不为零"),
        ("ＡＣＣＯＵＮＴ　Ｃｌｏｓｅｄ", "account closed"),
        ("Can't close — it isn't  empty", "cant close — it isnt empty"),
        ("débito automático", "debito automatico"),
        ("non-zero sub_account", "non zero sub account"),
        ("NonZeroBalanceException", "non zero balance exception"),
        ("余额 12.50 元", "余额#元"),
        ("七日內不得註銷", "#日内不得注销"),
        ("三十天后", "#天后"),
        ("連線逾時，請重新登入", "连接超时,请重新登录"),
        ("see https://a.example/closed?x=1 now", "see now"),
        ("", ""),
    ],
)
def test_one_wording(text: str, words: str) -> None:
    assert normalise(text) == words


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("NonZeroBalanceException", "non zero balance exception"),
        ("ACCOUNT_NOT_EXIST", "account not exist"),
        ("error.msg.close.results.in.balance.not.zero", "error msg close results in balance not zero"),
        ("HTTPTimeout-504", "http timeout #"),
        ("bank::declined", "bank declined"),
    ],
)
def test_words_of_a_code(code: str, words: str) -> None:
    assert code_words(code) == words


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("余额不为零", "您的帳戶餘額不為零"),
        ("balance is not zero", "The balance is not zero."),
        ("withdraw* first", "withdrawal first"),
        ("(close|cancel) account", "cancel account 12"),
        ("(the |)account", "account"),
        ("(the |)account", "the account"),
        ("account ... frozen", "Account 12 is currently frozen"),
        ("余额...(未清|不为零)", "余额目前不为零"),
        ("未满#(天|日)", "开户未满30天"),
        ("/z{1,3}#/", "zz9"),
    ],
)
def test_a_phrase_is_heard(written: str, text: str) -> None:
    assert Phrase(written).checked().is_in(normalise(text))


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("close account", "disclose account"),  # whole words only
        ("account", "accounting"),
        ("account ... frozen", "Account closed. Card frozen"),  # not across the end of a sentence
        ("余额...不为零", "余额已清，利息不为零"),  # nor across a clause in Chinese
        ("account ... frozen", "account " + "very " * 20 + "frozen"),  # nor from afar
        ("(the |)account", "subaccount"),
    ],
)
def test_a_phrase_is_not_heard(written: str, text: str) -> None:
    assert not Phrase(written).is_in(normalise(text))


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("", "is empty"),
        ("  ", "is empty"),
        ("(a|b", "a bracket without its partner"),
        ("... frozen", "none at its ends"),
        ("a ... b ... c ... d", "two gaps"),
        ("(a |)", "a part that is not optional"),
        ("/a+/", "may be slow"),
        ("/(a{1,3}){2}/", "may be slow"),
        ("/(?=a)/", "may be slow"),
        (r"/(a)\1/", "may be slow"),
        ("/a{1,400}/", "may be slow"),
        ("/a[/", "cannot be read"),
    ],
)
def test_a_phrase_that_cannot_be_read_is_refused(written: str, said: str) -> None:
    with pytest.raises(PhraseError, match=said):
        Phrase(written).checked()


def test_gaps_are_bounded_so_that_a_long_text_ends() -> None:
    assert not Phrase("account ... is ... frozen").is_in("account is " * 2000)


PHRASES = [
    Phrase(written)
    for written in ("余额", "a", "ab cd", "(ab|余)额", "x* y", "(a |)b c", "ab ... cd", "/q{2}/")
]


@given(st.text("ab cdxyq余额未.,", max_size=30))
def test_the_index_hears_what_each_phrase_hears(text: str) -> None:
    index = PhraseIndex((phrase, number) for number, phrase in enumerate(PHRASES))
    words = normalise(text)
    assert index.heard(words) == {number for number, phrase in enumerate(PHRASES) if phrase.is_in(words)}
