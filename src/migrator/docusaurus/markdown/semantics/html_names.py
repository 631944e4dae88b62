"""The names that JSX spells otherwise than HTML (`react-dom/server`)."""

from __future__ import annotations

import re


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _camel(name: str) -> str:
    return re.sub(r"-(\w)", lambda found: found[1].upper(), name)


#: Names that change by more than case.
RENAMED = {
    "className": "class",
    "htmlFor": "for",
    "acceptCharset": "accept-charset",
    "httpEquiv": "http-equiv",
    "xlinkHref": "xlink:href",
    "xlinkTitle": "xlink:title",
    "xlinkShow": "xlink:show",
    "xlinkRole": "xlink:role",
    "xlinkType": "xlink:type",
    "xlinkActuate": "xlink:actuate",
    "xlinkArcrole": "xlink:arcrole",
    "xmlBase": "xml:base",
    "xmlLang": "xml:lang",
    "xmlSpace": "xml:space",
    "xmlnsXlink": "xmlns:xlink",
    "panose1": "panose-1",
    "defaultValue": "value",
    "defaultChecked": "checked",
}

#: SVG attributes that are written with a hyphen.
HYPHENATED = {
    _camel(name): name
    for name in _names(
        "accent-height alignment-baseline arabic-form baseline-shift cap-height clip-path clip-rule "
        "color-interpolation color-interpolation-filters color-profile color-rendering dominant-baseline "
        "enable-background fill-opacity "
        "fill-rule flood-color flood-opacity font-family font-size font-size-adjust font-stretch font-style "
        "font-variant font-weight glyph-name glyph-orientation-horizontal glyph-orientation-vertical horiz-adv-x "
        "horiz-origin-x image-rendering letter-spacing lighting-color marker-end marker-mid marker-start "
        "overline-position overline-thickness paint-order pointer-events rendering-intent shape-rendering stop-color "
        "stop-opacity strikethrough-position strikethrough-thickness stroke-dasharray stroke-dashoffset stroke-linecap "
        "stroke-linejoin stroke-miterlimit stroke-opacity stroke-width text-anchor text-decoration text-rendering "
        "transform-origin underline-position underline-thickness unicode-bidi unicode-range units-per-em v-alphabetic "
        "v-hanging v-ideographic v-mathematical vector-effect vert-adv-y vert-origin-x vert-origin-y word-spacing "
        "writing-mode x-height"
    )
}

#: React's own, and what never becomes an attribute.
DROPPED = _names(
    "key ref children dangerouslySetInnerHTML suppressContentEditableWarning suppressHydrationWarning innerHTML"
)

#: Attributes whose ``true`` and ``false`` are written out.
WRITTEN_OUT = _names(
    "contenteditable draggable spellcheck value autoreverse externalresourcesrequired focusable preservealpha"
)

#: Attributes that have no value in HTML.
BOOLEAN = _names(
    "allowfullscreen async autofocus autoplay controls default defer disabled disablepictureinpicture "
    "disableremoteplayback formnovalidate hidden inert itemscope loop multiple muted nomodule novalidate open "
    "playsinline readonly required reversed scoped seamless selected checked"
)

#: SVG keeps the case of its attributes.
SVG = _names(
    "svg g path circle ellipse line polyline polygon rect text tspan textPath defs use symbol marker mask pattern "
    "clipPath linearGradient radialGradient stop filter foreignObject animate animateTransform "
    "animateMotion feGaussianBlur "
    "feOffset feMerge feMergeNode feBlend feColorMatrix feFlood feComposite"
)

#: CSS properties whose numbers have no unit.
UNITLESS = _names(
    "animationIterationCount aspectRatio borderImageOutset borderImageSlice borderImageWidth boxFlex boxFlexGroup "
    "boxOrdinalGroup columnCount columns flex flexGrow flexPositive flexShrink flexNegative flexOrder gridArea gridRow "
    "gridRowEnd gridRowSpan gridRowStart gridColumn gridColumnEnd gridColumnSpan gridColumnStart fontWeight lineClamp "
    "lineHeight opacity order orphans scale tabSize widows zIndex zoom fillOpacity floodOpacity stopOpacity "
    "strokeDasharray strokeDashoffset strokeMiterlimit strokeOpacity strokeWidth MozAnimationIterationCount MozBoxFlex "
    "MozBoxFlexGroup MozLineClamp msAnimationIterationCount msFlex msZoom msFlexGrow msFlexNegative msFlexOrder "
    "msFlexPositive msFlexShrink msGridColumn msGridColumnSpan msGridRow msGridRowSpan WebkitAnimationIterationCount "
    "WebkitBoxFlex WebKitBoxFlexGroup WebkitBoxOrdinalGroup WebkitColumnCount WebkitColumns WebkitFlex WebkitFlexGrow "
    "WebkitFlexPositive WebkitFlexShrink WebkitLineClamp"
)
