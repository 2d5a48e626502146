"""How each program wants its CSV.

===================  =========  ==================  ========  ====================================================
preset               delimiter  encoding            formulas  why
===================  =========  ==================  ========  ====================================================
``excel-pt``         ``;``      UTF-8 with a BOM    defused   Excel splits at the list separator of its language
``excel-en``         ``,``      UTF-8 with a BOM    defused   and on Windows takes UTF-8 for Latin-1 without a BOM
``plain``            ``,``      UTF-8               kept      for programs: what was approved, to the letter
``shopify``          ``,``      UTF-8               kept      a row for each further picture
``woocommerce``      ``,``      UTF-8               kept      all pictures in one cell
``nuvemshop``        ``;``      UTF-8               kept      no pictures: its file takes none
``magento``          ``,``      UTF-8               kept      the main picture
``google-merchant``  ``,``      UTF-8               kept      adds texts and pictures to what the shop sends already
===================  =========  ==================  ========  ====================================================

Those from ``shopify`` on have the columns of that shop (:mod:`app.export.shops`). VTEX takes nothing but its own Excel
template, whose columns ask for numbers of brands and categories and for weights that no card has.

Numbers have the decimal mark that a spreadsheet of that language reads, and yes and no are said in it.

Lines end in CR LF everywhere: RFC 4180 asks for it, Excel writes it, and every reader takes it. No ``sep=`` line is
written, since it makes Excel ignore the BOM.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Layout(StrEnum):
    """Whose columns a file has, where they are not the card's own fields."""

    SHOPIFY = "shopify"
    WOOCOMMERCE = "woocommerce"
    NUVEMSHOP = "nuvemshop"
    MAGENTO = "magento"
    GOOGLE_MERCHANT = "google-merchant"


@dataclass(frozen=True, slots=True)
class Preset:
    """One way of writing a CSV file.

    Attributes:
        id: Stable name, for settings and the command line.
        titles: What people call it, by language code.
        delimiter: Between cells.
        encoding: Of the text, as Python names it.
        bom: Whether the file begins with a byte order mark.
        defuse: Whether cells that a spreadsheet would run as formulas are made harmless.
        line_end: Between rows.
        decimal: Between a number's whole part and its decimals.
        flags: How yes and no are said.
        layout: Whose columns it has; ``None`` for the card's own fields.
    """

    id: str
    titles: Mapping[str, str] = field(hash=False)
    delimiter: str
    encoding: str = "utf-8"
    bom: bool = False
    defuse: bool = False
    line_end: str = "\r\n"
    decimal: str = "."
    flags: tuple[str, str] = ("true", "false")
    layout: Layout | None = None

    def title(self, language: str) -> str:
        """What people call it; in Portuguese where the language is not known."""
        return self.titles.get(language.partition("-")[0].partition("_")[0], self.titles["pt"])


PRESETS: Final[Mapping[str, Preset]] = MappingProxyType(
    {
        preset.id: preset
        for preset in (
            Preset(
                id="excel-pt",
                titles=MappingProxyType({"pt": "Excel (português)", "en": "Excel (Portuguese)"}),
                delimiter=";",
                bom=True,
                defuse=True,
                decimal=",",
                flags=("sim", "não"),
            ),
            Preset(
                id="excel-en",
                titles=MappingProxyType({"pt": "Excel (inglês)", "en": "Excel (English)"}),
                delimiter=",",
                bom=True,
                defuse=True,
                flags=("yes", "no"),
            ),
            Preset(
                id="plain",
                titles=MappingProxyType({"pt": "CSV simples", "en": "Plain CSV"}),
                delimiter=",",
            ),
        )
    }
)
"""Tables of the card's own fields, by id, in the order that they are offered in."""

SHOPS: Final[Mapping[str, Preset]] = MappingProxyType(
    {
        layout.value: Preset(
            id=layout.value,
            titles=MappingProxyType(dict(zip(("pt", "en"), titles, strict=True))),
            delimiter=";" if layout is Layout.NUVEMSHOP else ",",
            decimal=",",
            flags=("sim", "não"),
            layout=layout,
        )
        for layout, titles in (
            (Layout.SHOPIFY, ("Shopify", "Shopify")),
            (Layout.WOOCOMMERCE, ("WooCommerce", "WooCommerce")),
            (Layout.NUVEMSHOP, ("Nuvemshop", "Nuvemshop")),
            (Layout.MAGENTO, ("Magento / Adobe Commerce", "Magento / Adobe Commerce")),
            (Layout.GOOGLE_MERCHANT, ("Google Merchant (fonte suplementar)", "Google Merchant (supplemental source)")),
        )
    }
)
"""What shops import, by id, in the order that they are offered in."""

EVERY: Final[Mapping[str, Preset]] = MappingProxyType({**PRESETS, **SHOPS})
"""All of them."""
