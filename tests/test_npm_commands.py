"""npm's commands in the words of other package managers; the expected lines are those of npm-to-yarn 3.2."""

from __future__ import annotations

import time

import pytest

from migrator.docusaurus.markdown.semantics.npm_commands import convert

UNKNOWN = "\n# couldn't auto-convert command"


@pytest.mark.parametrize(
    ("npm", "yarn", "pnpm", "bun"),
    [
        ("npm install", "yarn install", "pnpm install", "bun install"),
        ("npm i -D a b@2", "yarn add --dev a b@2", "pnpm add -D a b@2", "bun add --dev a b@2"),
        ("npm install --save a", "yarn add a", "pnpm add a", "bun add a"),
        ("npm rm --global a", "yarn global remove a", "pnpm remove --global a", "bun remove --global a"),
        ("npm run build", "yarn build", "pnpm run build", "bun run build"),
        ("npm run test -- --watch", "yarn run test --watch", "pnpm run test --watch", "bun run test --watch"),
        ("npm t", "yarn test", "pnpm test", "bun run test"),
        ("npm init a@latest b", "yarn create a b", "pnpm create a b", "bunx create-a b"),
        ("npm create @s/a", "yarn create @s/a", "pnpm create @s/a", "bunx @s/create-a"),
        (
            "npm ls a b --depth=1",
            'yarn list --pattern "a|b" --depth=1',
            "pnpm ls a b --depth 1",
            "bun pm ls a b --depth 1",
        ),
        ("npm rb a", "yarn add a --force", "pnpm rebuild --filter a", "bun add a --force"),
        ("npm ci", f"npm ci{UNKNOWN}", f"npm ci{UNKNOWN}", f"npm ci{UNKNOWN}"),
        ("npx a --x", "yarn dlx a --x", "pnpm dlx a --x", "bun x a --x"),
        (
            "cd a\nnpm i && npm start",
            "cd a\nyarn install&& yarn start",
            "cd a\npnpm i&& pnpm start",
            "cd a\nbun install&& bun start",
        ),
    ],
)
def test_commands(npm: str, yarn: str, pnpm: str, bun: str) -> None:
    assert [convert(npm, manager) for manager in ("yarn", "pnpm", "bun")] == [yarn, pnpm, bun]


def test_spaces_in_quotes_do_not_split() -> None:
    assert convert("npm run say 'a  -- b' -- \"c d\"", "bun") == "bun run say 'a  -- b' \"c d\""


def test_hostile_lines_take_no_time() -> None:
    begin = time.perf_counter()
    for line in ("npm i " + '"\\' * 100_000, "npm i " + "'" * 100_000, "npm " * 50_000):
        convert(line, "yarn")
    assert time.perf_counter() - begin < 2
