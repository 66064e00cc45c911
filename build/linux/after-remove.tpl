#!/bin/bash
# Takes the place of electron-builder's own script, which leaves the link handler in the desktop's database.

refresh_links() {
    if command -v update-desktop-database >/dev/null; then
        update-desktop-database /usr/share/applications || true
    fi
}

# dpkg names what it does; rpm gives the number of versions that stay. On an upgrade the new version's files, its
# entry in `update-alternatives` and its AppArmor profile are already in place and must stay.
case "$1" in
    upgrade | failed-upgrade | abort-install | abort-upgrade | disappear | [1-9]*)
        refresh_links
        exit 0
        ;;
esac

if command -v update-alternatives >/dev/null; then
    update-alternatives --remove '${executable}' '/opt/${sanitizedProductName}/${executable}' || true
fi
# Where the link was made without `update-alternatives`, and now points to nothing.
if [ -L '/usr/bin/${executable}' ] && [ ! -e '/usr/bin/${executable}' ]; then
    rm -f '/usr/bin/${executable}'
fi

profile='/etc/apparmor.d/${executable}'
if [ -f "$profile" ]; then
    # Out of the running kernel too, else it is enforced until the next start. Not inside a chroot: that kernel is not ours.
    if command -v apparmor_parser >/dev/null && apparmor_status --enabled >/dev/null 2>&1 \
        && ! { [ -x /usr/bin/ischroot ] && /usr/bin/ischroot; }; then
        apparmor_parser --remove "$profile" || true
    fi
    rm -f "$profile"
fi

if command -v update-mime-database >/dev/null; then
    update-mime-database /usr/share/mime || true
fi
refresh_links
