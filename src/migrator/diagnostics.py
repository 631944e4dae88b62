"""What a user must know about a migration: a closed, typed set.

Every diagnostic has a ``Code``; the code decides severity, hint and explanation (``KINDS``), the place in the
source and the message are its own.  The same value gives the line of text and the JSON.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum
from pathlib import PurePosixPath


class Severity(StrEnum):
    """``ERROR``: something is lost. ``WARNING``: kept, but look at it. ``INFO``: good to know."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Kind:
    """What all diagnostics of a code share.

    ``explanation`` is the paragraph of the documentation; ``hint`` what to do, in one sentence.
    """

    severity: Severity
    title: str
    explanation: str
    hint: str


class Code(Enum):
    """Every code there is.  The value is what a user reads and types (``migrate explain broken-link``)."""

    # configuration
    CONFIG_MISSING = "config-missing"
    CONFIG_FAILED = "config-failed"
    CONFIG_IMPORT = "config-import"
    CONFIG_FUNCTION = "config-function"
    REMARK_PLUGIN = "remark-plugin"
    THEME_COMPONENT = "theme-component"
    PLUGIN = "plugin"
    STYLES = "styles"
    SIDEBAR_FAILED = "sidebar-failed"
    SIDEBAR_ITEM = "sidebar-item"
    DATA_INVALID = "data-invalid"
    # files
    FILE_UNREADABLE = "file-unreadable"
    ENCODING = "encoding"
    FRONT_MATTER = "front-matter"
    FRONT_MATTER_FIELD = "front-matter-field"
    OUTSIDE_SITE = "outside-site"
    # routes
    DUPLICATE_ROUTE = "duplicate-route"
    DRAFT = "draft"
    REACT_PAGE = "react-page"
    SEARCH_PAGE = "search-page"
    REDIRECT_LOOP = "redirect-loop"
    # dialect
    INVALID_MDX = "invalid-mdx"
    EXPRESSION = "expression"
    COMPONENT = "component"
    STILL_PICTURE = "still-picture"
    DIRECTIVE = "directive"
    EXPORT = "export"
    # links and assets
    BROKEN_LINK = "broken-link"
    BROKEN_ANCHOR = "broken-anchor"
    MISSING_ASSET = "missing-asset"
    # output
    NOT_IN_TARGET = "not-in-target"
    OUTPUT_EDITED = "output-edited"
    OUTPUT_COLLISION = "output-collision"
    INTERNAL = "internal"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding.  ``path`` is relative to the site; ``line`` and ``column`` are 1-based, 0 for unknown.

    ``subject`` is what the finding is about where many share it (a component's name), for grouping.
    """

    code: Code
    message: str
    path: PurePosixPath | None = None
    line: int = 0
    column: int = 0
    subject: str = ""

    @property
    def kind(self) -> Kind:
        return KINDS[self.code]

    @property
    def severity(self) -> Severity:
        return self.kind.severity

    @property
    def place(self) -> str:
        """``path:line:column``, as far as known."""
        parts = [str(self.path)] if self.path else []
        if self.line:
            parts += [str(self.line)] + ([str(self.column)] if self.column else [])
        return ":".join(parts)

    def __str__(self) -> str:
        place = f"{self.place}: " if self.place else ""
        return f"{place}{self.severity}: {self.message} [{self.code.value}]"

    def to_json(self) -> dict[str, object]:
        return {
            "code": self.code.value,
            "severity": self.severity.value,
            "message": self.message,
            "path": str(self.path) if self.path else None,
            "line": self.line,
            "column": self.column,
            "subject": self.subject,
            "hint": self.kind.hint,
        }


KINDS: dict[Code, Kind] = {
    Code.CONFIG_MISSING: Kind(
        Severity.WARNING,
        "No configuration was found",
        "The folder has no `docusaurus.config.*`. The site was read by Docusaurus's conventions: "
        "`docs/`, `blog/`, `src/pages/` and `static/`, at the root of the domain.",
        "Run the command in the folder that holds docusaurus.config.js, or name that folder.",
    ),
    Code.CONFIG_FAILED: Kind(
        Severity.ERROR,
        "The configuration could not be evaluated",
        "`docusaurus.config.*` is a program. It runs in a sandbox with no network, no processes and only the "
        "repository's own files, with a limit of time and memory. There it failed at the line named. The "
        "site was read by Docusaurus's conventions instead, so titles, addresses and navigation may differ.",
        "Mend the line named, or replace what needs the network by a constant, and run again.",
    ),
    Code.CONFIG_IMPORT: Kind(
        Severity.INFO,
        "The configuration imports something that is not there",
        "A package or a file that the configuration or a sidebar imports is not in the repository (packages are "
        "not installed for a migration). A harmless stub took its place, which is right for themes and "
        "remark plugins, and wrong for a package that computes routes.",
        "Nothing to do unless the import decides addresses or navigation.",
    ),
    Code.CONFIG_FUNCTION: Kind(
        Severity.WARNING,
        "An option that is a function was not called",
        "`numberPrefixParser`, `sidebarItemsGenerator`, `editUrl`, `readingTime`, `createSitemapItems`, `preprocessor` "
        "and `parseFrontMatter` may be functions that Docusaurus calls for pages. This one could not be called in the "
        "sandbox. Docusaurus's own way took its place; links to edit a page were left out.",
        "Compare the addresses and the order of the pages named with the site's, and correct them by hand.",
    ),
    Code.REMARK_PLUGIN: Kind(
        Severity.WARNING,
        "A plugin changes pages in an unknown way",
        "The site gives its pages to a remark or rehype plugin of its own, or of a package that is not known here. "
        "Such a plugin may add titles, turn code blocks into something else, put in text, rewrite links. The pages "
        "were migrated as they are typed.",
        "See what the plugin does, compare a page it touches, and change the sources or the target's layouts.",
    ),
    Code.THEME_COMPONENT: Kind(
        Severity.WARNING,
        "A part of the theme was replaced",
        "The site has a component of its own in the place of one of the theme's, which draws what pages hold (code, "
        "headings, admonitions, the page itself), lists of them, or what stands around them. What it adds, or shows in "
        "another way, was not migrated.",
        "See what the component does, and do the same in the target's layouts.",
    ),
    Code.PLUGIN: Kind(
        Severity.WARNING,
        "A plugin has no equivalent",
        "The site has a plugin, a theme or a program of its own that is not known here: search, analytics other than "
        "Google's, enlarging images, pages made of something else than Markdown. What it did is not done in the "
        "target.",
        "See what it does, and look for what does the same in the target.",
    ),
    Code.STYLES: Kind(
        Severity.WARNING,
        "A style sheet is not whole",
        "The site's own style sheets go along as they are; Sass and Less are compiled, where the site's own "
        "compiler is installed in its `node_modules`, Sass also by libsass "
        "(`pip install 'docusaurus-migrator[sass]'`). This one is written for another tool that makes CSS of it "
        "(Tailwind), could not be compiled, or is not in the repository, so what it says about the look of pages does "
        "not hold in the target.",
        "`npm install` in the site and migrate again; or compile the style sheet and put the result into the target's "
        "styles, or do without.",
    ),
    Code.SIDEBAR_FAILED: Kind(
        Severity.WARNING,
        "A sidebars file could not be evaluated",
        "The file that describes a docs instance's sidebars failed in the sandbox, at the line named. One sidebar "
        "was made from the folders instead, as Docusaurus does where there is no such file.",
        "Mend the line named and run again.",
    ),
    Code.SIDEBAR_ITEM: Kind(
        Severity.WARNING,
        "A sidebar item leads nowhere",
        "A sidebar or the navbar names a doc or a folder that does not exist, or is of a type that is unknown. "
        "The item was left out.",
        "Correct the id in the sidebars file.",
    ),
    Code.DATA_INVALID: Kind(
        Severity.WARNING,
        "A data file could not be read",
        "`authors.yml`, `tags.yml`, `_category_.json` or another data file is not valid YAML or JSON, or a value in "
        "it is not of the kind it must be. What could not be read was left out.",
        "Correct the file at the line named.",
    ),
    Code.FILE_UNREADABLE: Kind(
        Severity.ERROR,
        "A file could not be read",
        "The file exists but could not be opened: a permission, a link that leads nowhere, a folder in its place.",
        "Make the file readable and run again.",
    ),
    Code.ENCODING: Kind(
        Severity.WARNING,
        "A file is not UTF-8",
        "Docusaurus reads files as UTF-8. The bytes of this file are none; they were read in the encoding that "
        "fits best, so that no sentence is lost. Characters may be wrong.",
        "Save the file as UTF-8.",
    ),
    Code.FRONT_MATTER: Kind(
        Severity.WARNING,
        "A front matter is no valid YAML",
        "The block between the `---` lines could not be read. The page was migrated without its fields.",
        "Correct the YAML at the line named: quote values with a colon, indent with spaces.",
    ),
    Code.FRONT_MATTER_FIELD: Kind(
        Severity.WARNING,
        "A front matter field has an unusable value",
        "The field is not of the kind that Docusaurus wants there (a date that is none, tags that are no list). "
        "It travels along with the author's own fields but has no effect.",
        "Correct the value.",
    ),
    Code.OUTSIDE_SITE: Kind(
        Severity.WARNING,
        "A path leads out of the repository",
        "A link, an image or a path of the configuration names a file outside of the repository. Such files are "
        "never read.",
        "Copy the file into the repository.",
    ),
    Code.DUPLICATE_ROUTE: Kind(
        Severity.WARNING,
        "Two pages have the same address",
        "Docusaurus serves only one of them. Both were migrated; the second has an address of its own.",
        "Give one of the pages another slug.",
    ),
    Code.DRAFT: Kind(
        Severity.INFO,
        "A draft was migrated as a draft",
        "Docusaurus leaves drafts out of the built site; the target does the same.",
        "Nothing to do.",
    ),
    Code.REACT_PAGE: Kind(
        Severity.ERROR,
        "A page is a React program",
        "Pages under `src/pages` that are written in JavaScript or TypeScript are run once, and become what they draw. "
        "This one draws nothing outside of a browser, or fails there.",
        "Write the page anew in the target, or take it from the rendered site.",
    ),
    Code.SEARCH_PAGE: Kind(
        Severity.INFO,
        "The page of search results searches in another way",
        "Search is a service, or an index of Docusaurus's own. In the target the starter layouts have a simple search "
        "of titles and beginnings at the same address; in Ghost it leads to Ghost's own.",
        "Choose a better search for a large site, and put it on the same page.",
    ),
    Code.REDIRECT_LOOP: Kind(
        Severity.WARNING,
        "Redirects run in a circle",
        "The redirects of the configuration lead from an address back to itself. Nobody ever got anywhere from "
        "there; they were left out.",
        "Correct the redirects in the configuration.",
    ),
    Code.INVALID_MDX: Kind(
        Severity.WARNING,
        "Something is no well-formed MDX",
        "A tag is not closed, a brace has no partner, or an expression is no JavaScript. Docusaurus 3 refuses such a "
        "page; older versions were more tolerant. What is not well-formed is kept as the text it is.",
        "Look at the page, and close the tag or escape the character if it is meant as text.",
    ),
    Code.EXPRESSION: Kind(
        Severity.ERROR,
        "A JavaScript expression could not be resolved",
        "The page shows the value of an expression that is known only when the page runs. The expression was kept "
        "in a comment.",
        "Replace the expression by its value.",
    ),
    Code.COMPONENT: Kind(
        Severity.ERROR,
        "A React component has no equivalent",
        "The page uses a component that only the site's own code, or a package, can draw. What stands between its "
        "tags was kept; what the component itself draws was not.",
        "Replace the component in the pages named, or write a shortcode or include for it.",
    ),
    Code.STILL_PICTURE: Kind(
        Severity.WARNING,
        "A component was drawn as it first appears",
        "The site's own code was run once and what it drew was kept. What it would do afterwards (state, events, "
        "requests) is not there, nor what components of packages would draw in it, but for icons of packages that "
        "are installed in the site's `node_modules`.",
        "Look at the page, and decide whether the picture is enough. `npm install` in the site may bring icons.",
    ),
    Code.DIRECTIVE: Kind(
        Severity.INFO,
        "A directive has no meaning",
        "`:::something` is no admonition that the site knows. Docusaurus shows it as the text that was typed; so "
        "does the target.",
        "Nothing to do, unless an admonition was meant.",
    ),
    Code.EXPORT: Kind(
        Severity.INFO,
        "Code was left out",
        "A page defines values or components (`export const ...`). That is code, not text, and it is not shown in "
        "Docusaurus either; it was left out.",
        "Nothing to do unless an expression or component of the same page is reported.",
    ),
    Code.BROKEN_LINK: Kind(
        Severity.WARNING,
        "A link leads nowhere",
        "The link's page does not exist in the site. It was broken before and is written as it was.",
        "Correct the link in the source or in the target.",
    ),
    Code.BROKEN_ANCHOR: Kind(
        Severity.WARNING,
        "A link's anchor does not exist",
        "The page exists, but has no heading or element with that id. It was broken before.",
        "Correct the part behind the #.",
    ),
    Code.MISSING_ASSET: Kind(
        Severity.WARNING,
        "A file is missing",
        "An image or another file that the page shows or links is not there. It was broken before and is written "
        "as it was.",
        "Put the file into its place, or correct the path.",
    ),
    Code.NOT_IN_TARGET: Kind(
        Severity.WARNING,
        "The target has no equivalent",
        "Something that the page has cannot be said in the target. It was kept in the most faithful form that the "
        "target can show; what is left out is named.",
        "Look at the page in the target.",
    ),
    Code.OUTPUT_EDITED: Kind(
        Severity.WARNING,
        "A file was edited since the last run",
        "The output folder holds a file that this tool wrote and that somebody has changed since. It was left alone, "
        "and so it does not have what is new in the source.",
        "Keep your version, or delete the file and run again.",
    ),
    Code.OUTPUT_COLLISION: Kind(
        Severity.WARNING,
        "Two files want the same place",
        "Two parts of the site would be written to the same path of the output. The first one was kept.",
        "Rename one of the sources.",
    ),
    Code.INTERNAL: Kind(
        Severity.ERROR,
        "A page could not be converted",
        "Something went wrong in this tool itself. The page's source was written out as it is, so that nothing is "
        "lost.",
        "Please report it, with the page.",
    ),
}


def explain(code: Code) -> str:
    """Return the documentation of a code as Markdown: a heading, what it means, what to do."""
    kind = KINDS[code]
    return f"## {code.value}\n\n*{kind.title}* ({kind.severity})\n\n{kind.explanation}\n\n{kind.hint}\n"
