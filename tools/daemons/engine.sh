#!/bin/sh
# The first process of a Docker Engine's own mount and process namespaces (tools/daemons/engine.ts starts it).
# usage: engine.sh ROOT DATA REPOSITORY TEMPORARY COMMAND...
# ROOT, a Debian system, becomes the root, not to be written to; DATA becomes /var/lib/docker. The checkout, and where
# the tests keep their files, stay at their own paths, so that a path means the same inside and outside.
set -eu
root=$1 data=$2 repository=$3 temporary=$4
shift 4

# A container's root can be changed only where ours is a mount point.
mount --bind "$root" "$root"
cd "$root"
mount --bind /tmp tmp
mkdir -p ".$temporary" ".$repository" var/lib/docker etc/docker
[ "$temporary" = /tmp ] || mount --bind "$temporary" ".$temporary"
mount --bind "$repository" ".$repository"
mount -o remount,bind,ro ".$repository"
mount --bind "$data" var/lib/docker
mount -t proc proc proc
mount --rbind /sys sys
mount --rbind /dev dev
for folder in run opt etc/docker; do mount -t tmpfs tmpfs "$folder"; done
mkdir run/outside
pivot_root . run/outside
umount -l /run/outside
mount -o remount,bind,ro /

# SIGTERM to this process asks the daemon to end; what it leaves is gone with the namespace.
env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin OTEL_TRACES_EXPORTER=none "$@" &
daemon=$!
trap 'kill -TERM "$daemon"' TERM INT
while kill -0 "$daemon" 2>/dev/null; do wait "$daemon" || true; done
