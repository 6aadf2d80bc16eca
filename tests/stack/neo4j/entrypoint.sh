#!/bin/bash
# The steps of the entrypoint of Neo4j's own image, which ask for the same capabilities: owners and modes as root, the
# settings out of NEO4J_*, the first password, then the server as user 7474.
set -eu
as_neo4j() { setpriv --reuid 7474 --regid 7474 --clear-groups "$@"; }
conf=$NEO4J_CONF/neo4j.conf

chown -R neo4j:neo4j "$NEO4J_HOME"
chmod 700 "$NEO4J_HOME"
find "$NEO4J_HOME" -mindepth 1 -maxdepth 1 -type d -exec chmod -R 700 {} \;
for folder in /data /logs; do
    if [ -n "$(as_neo4j find "$folder" -not -writable)" ]; then chown -R neo4j:neo4j "$folder"; fi
done

echo server.default_listen_address=0.0.0.0 > "$conf"
for name in $(compgen -e NEO4J_); do
    case "$name" in NEO4J_AUTH | NEO4J_HOME | NEO4J_CONF) continue ;; esac
    setting=$(echo "${name#NEO4J_}" | sed 's|_|.|g; s|\.\.|_|g')
    echo "$setting=${!name}" >> "$conf"
done
chown neo4j:neo4j "$conf"
chmod 600 "$conf"

mkdir -p /data/dbms
chown neo4j:neo4j /data/dbms
as_neo4j java -cp '/opt/neo4j/jars/*' org.neo4j.cli.AdminTool dbms set-initial-password "${NEO4J_AUTH#*/}" || true

heap=$(sed -n 's/^server\.memory\.heap\.max_size=//p' "$conf")
sed "s/^-Xmx.*/-Xmx$heap/" /opt/neo4j/java-arguments > "$NEO4J_HOME/tmp/java-arguments"
exec setpriv --reuid 7474 --regid 7474 --clear-groups java "@$NEO4J_HOME/tmp/java-arguments"
