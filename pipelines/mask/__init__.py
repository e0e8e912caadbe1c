"""Personal data out of log text, in Chinese and English, and placeholders in.

What is masked, and as what:
- [id]: resident identity numbers (18 characters by province, date and checksum, 15 by province and date),
  US social security numbers; permits, passports and other papers behind a label
- [phone]: mainland mobile and landline numbers, North American ones, international ones with a plus sign; any
  behind a label
- [card]: payment cards by prefix and check digit; any behind a label, last digits too
- [email]: e-mail addresses
- [name]: people behind a label or a title, or before a courtesy word; Chinese ones in Latin letters by their
  shape as well
- [address]: postal addresses behind a label; by their shape as well where road and house number are named
- [account]: account, wallet, user, login, WeChat and QQ ids behind a label
- [ip]: IP addresses
Values that somebody masked in part count too.

What is kept: dates, times, amounts, error codes, order and trace numbers, version numbers, and the service
numbers of companies (400, 800, 95xxx), which belong to no person. An order number that happens to pass a
check digit is masked: about one in ten of those that look like cards.
"""

from pipelines.mask.broken_lines import mask_broken_line
from pipelines.mask.json_values import mask_json
from pipelines.mask.maybe import MAYBE_PERSONAL
from pipelines.mask.text import mask

__all__ = ["MAYBE_PERSONAL", "mask", "mask_broken_line", "mask_json"]
