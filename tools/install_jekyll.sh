#!/bin/sh
# Real Jekyll for the tests, from the system's packages; without it those tests are skipped, which does no harm.
command -v jekyll >/dev/null && exit 0
if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
  echo "Installing Debian's jekyll for the tests that build with it."
  export DEBIAN_FRONTEND=noninteractive
  { timeout 120 apt-get -qq update && timeout 300 apt-get -qq install --yes jekyll ruby-jekyll-redirect-from; } >/dev/null 2>&1
fi
command -v jekyll >/dev/null || echo "No jekyll here: the tests that build with it are skipped (apt-get install jekyll ruby-jekyll-redirect-from)."
