"""Write ``static/vega.js``, the library that draws charts in the browser: ``make static``.

It is what the locked vl-convert brings along, so that screen and exports draw with one version.
"""

from pathlib import Path

import vl_convert

BUNDLE = Path(__file__).parents[1] / "static" / "vega.js"
_HEAD = "// vega-embed, vega-lite and vega of vl-convert {version}; renewed by `make static`.\n"
_SNIPPET = "export { vegaEmbed };"


def bundle() -> str:
    """Give the module that the installed vl-convert stands for."""
    return _HEAD.format(version=vl_convert.__version__) + vl_convert.javascript_bundle(_SNIPPET)


def main() -> None:
    """Write it, whole or not at all."""
    fresh = BUNDLE.with_suffix(".new")
    fresh.write_text(bundle(), encoding="utf-8", newline="\n")
    fresh.replace(BUNDLE)


if __name__ == "__main__":
    main()
