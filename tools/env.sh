# Sourced, never run: where the tools and the build output live.
# Both stay outside the checkout, so that a clean clone builds on what an earlier one compiled.
FRONTDESK_TOOLS="${FRONTDESK_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/frontdesk}"
export FRONTDESK_TOOLS
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$FRONTDESK_TOOLS/target}"
# Cargo marks a target folder that it makes itself, and this one may be made before (https://bford.info/cachedir/).
mkdir -p "$CARGO_TARGET_DIR"
[ -e "$CARGO_TARGET_DIR/CACHEDIR.TAG" ] || printf 'Signature: 8a477f597d28d172789f06886806bc55\n' >"$CARGO_TARGET_DIR/CACHEDIR.TAG"
# Where build.rs of the server looks for the page: in the folder with that mark.
export LEPTOS_SITE_ROOT="$CARGO_TARGET_DIR/site"
export PATH="$FRONTDESK_TOOLS/bin:$FRONTDESK_TOOLS/node_modules/.bin:$PATH"
# prepare.sh leaves this file where rustup cannot download and Debian's toolchain stands in for it.
if [ -f "$FRONTDESK_TOOLS/system-toolchain" ]; then export RUSTUP_TOOLCHAIN=system; fi
