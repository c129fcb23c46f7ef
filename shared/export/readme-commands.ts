/**
 * The commands of the README, word for word. Each is one block for bash, run in the unpacked folder; it
 * ends with status 0 and a line that counts what was checked, or with another status and the names of
 * what does not hold. A test takes them out of a README and runs them.
 */

export interface ReadmeStep {
  readonly title: string;
  readonly why: string;
  readonly command: string;
}

const FILES = `(
export LC_ALL=C
sha256sum --quiet --strict -c manifest-sha256.txt tagmanifest-sha256.txt &&
diff <(cat manifest-sha256.txt tagmanifest-sha256.txt | sed 's/^[0-9a-f]*  //' | sort) \\
     <(find . ! -type d ! -path ./tagmanifest-sha256.txt | sed 's|^\\./||' | sort) &&
echo "files hold: $(cat manifest-sha256.txt tagmanifest-sha256.txt | wc -l)"
)`;

// What lies in the folder and what is said to be withheld from it, with digests, is exactly the manifest.
const BUNDLES = `(
export LC_ALL=C
withheld=$(python3 -c 'import json
for item in json.load(open("data/withheld.json")): print(item["sha256"] + "  " + item["path"])')
for folder in data/bundle/*/; do
  digest=$(basename "$folder")
  cd "$folder" &&
  test "$(sha256sum < manifest-sha256.txt | cut -c1-64)" = "$digest" &&
  diff <(sort manifest-sha256.txt) \\
       <({ find data ! -type d -exec sha256sum {} + 2> /dev/null
           echo "$withheld" | sed -n "s|^\\([0-9a-f]*  \\)data/bundle/$digest/|\\1|p"; } | sort) &&
  echo "bundle holds: $digest" || { echo "bundle does not hold: $digest"; exit 1; }
  cd ../../..
done
test -z "$withheld" || echo "withheld, and so not checked: $(echo "$withheld" | wc -l)"
)`;

const SIGNATURES = `(
bad=0 good=0
while IFS=$'\\t' read -r name keyid person when; do
  if openssl pkeyutl -verify -pubin -inkey "data/keys/$keyid.pem" -rawin \\
     -in "data/records/$name.pae" -sigfile "data/records/$name.sig" > /dev/null 2>&1
  then good=$((good + 1)); else echo "signature does not hold: $name"; bad=1; fi
done < data/records/index.tsv
test "$(ls data/records/*.sig | wc -l)" = "$good" || { echo "not every record was checked"; bad=1; }
echo "signatures hold: $good"; exit $bad
)`;

const SIGN_OFFS = `(
bad=0 good=0
while IFS=$'\\t' read -r name keyid person when; do
  test "$when" = - && continue
  if ssh-keygen -Y verify -f data/keys/allowed_signers -I "$person" -n signoff@countersign \\
     -O verify-time="$when" -s "data/records/$name.json.sshsig" < "data/records/$name.json"
  then good=$((good + 1)); else echo "sign-off does not hold: $name"; bad=1; fi
done < data/records/index.tsv
test "$(find data/records -name '*.sshsig' | wc -l)" = "$good" || { echo "not every sign-off was checked"; bad=1; }
echo "sign-offs hold: $good"; exit $bad
)`;

const HEADS = `(
bad=0 key=$(mktemp)
for log in data/logs/*/; do
  { printf '\\060\\052\\060\\005\\006\\003\\053\\145\\160\\003\\041\\000'
    cut -d+ -f3- "$log/vkey" | base64 -d | tail -c 32; } > "$key"
  openssl pkeyutl -verify -pubin -keyform DER -inkey "$key" -rawin \\
    -in "$log/checkpoint.body" -sigfile "$log/checkpoint.sig" > /dev/null 2>&1 &&
  echo "head holds: $log" || { echo "head does not hold: $log"; bad=1; }
done
rm -f "$key"; exit $bad
)`;

// RFC 6962, 2.1: leaves are hashed with 0x00 before them, nodes with 0x01, the left side is the largest power of two.
const TREES = `python3 - <<'EOF'
import base64, glob, hashlib, json, os, sys
sha, read, bad, named = lambda b: hashlib.sha256(b).digest(), lambda p: open(p, "rb").read(), [], set()
def root(hashes):
    if len(hashes) < 2: return hashes[0] if hashes else sha(b"")
    half = 1 << (len(hashes) - 1).bit_length() - 1
    return sha(b"\\1" + root(hashes[:half]) + root(hashes[half:]))
for log in sorted(glob.glob("data/logs/*/")):
    *lines, end = read(log + "entries.jsonl").split(b"\\n")
    leaves = [sha(b"\\0" + line) for line in lines]
    for n, line in enumerate(lines):
        entry = json.loads(line)
        if entry["seq"] != n or entry["prev"] != (leaves[n - 1].hex() if n else "0" * 64):
            bad.append(f"{log} entry {n} does not follow from the one before")
        named.add(entry["obj"].get("record"))
    body, note = read(log + "checkpoint.body"), read(log + "checkpoint")
    origin, size, head = body.decode().split("\\n")[:3]
    if origin != "countersign/log/" + log.split("/")[2] or not read(log + "vkey").startswith(origin.encode() + b"+"):
        bad.append(f"{log} folder, checkpoint and vkey do not name one log")
    if end or int(size) != len(lines) or base64.b64decode(head) != root(leaves):
        bad.append(f"{log} the head is not the root of the {len(lines)} entries")
    mark = b"\\n\\xe2\\x80\\x94 " + origin.encode() + b" "
    if base64.b64decode(note[len(body + mark):])[4:] != read(log + "checkpoint.sig") or not note.startswith(body + mark):
        bad.append(f"{log} checkpoint differs from checkpoint.body and checkpoint.sig")
here = {hashlib.sha256(read(path)).hexdigest() for path in glob.glob("data/records/*.pae")}
kinds = {entry["obj"].get("record"): entry["type"] for log in glob.glob("data/logs/*/") for entry in map(json.loads, read(log + "entries.jsonl").splitlines())}
working = "engagement declaration note challenge response assessment non-finding receipt".split()
for item in json.loads(read("data/withheld.json")):
    if not item["path"].startswith("data/records/"): continue
    if kinds.get(item["sha256"]) not in working or os.path.exists(item["path"]): bad.append(f"{item['path']} may not be withheld, or is here")
    here.add(item["sha256"])
bad += [f"record {digest} is named in a log and missing" for digest in sorted(named - {None} - here)]
bad += [f"record {digest} stands in no log" for digest in sorted(here - named)]
print("\\n".join(bad) or f"logs hold: every entry follows, {len(here)} records named"); sys.exit(bool(bad))
EOF`;

const WHO = `python3 - <<'EOF'
import base64, glob, hashlib, json, os, sys
sha, read, bad = lambda b: hashlib.sha256(b).hexdigest(), lambda p: open(p, "rb").read(), []
rosters = {r["version"]: r for r in (json.loads(read(p)) for p in glob.glob("data/roster/roster-*.json"))}
others = {sha(read(p)) for p in glob.glob("data/*/other-*.json")}
digest = {v: sha(read(f"data/roster/roster-{v}.json")) for v in rosters}
newest = rosters[max(rosters)]
bad += [f"roster {v} does not name roster {v - 1}" for v in rosters if rosters[v]["previous"] != digest.get(v - 1)]
people = lambda roster: {key["keyid"]: (person, key["publicKey"]) for person in roster["persons"] for key in person["keys"]}
for path in glob.glob("data/keys/*.pem"):
    keyid, text = os.path.basename(path)[:-4], "".join(read(path).decode().split("\\n")[1:-2])
    if sha(base64.b64decode(text)) != keyid or people(newest).get(keyid, (0, 0))[1] != text:
        bad.append(f"{path} is not a key of the roster")
approved = {}
for path in sorted(glob.glob("data/records/*.dsse.json")):
    name, note = path[:-len(".dsse.json")], json.loads(read(path))
    body, signatures = base64.b64decode(note["payload"]), note["signatures"]
    pae = b"DSSEv1 28 application/vnd.in-toto+json %d " % len(body) + body
    if note["payloadType"] != "application/vnd.in-toto+json" or len(signatures) != 1 or base64.b64decode(signatures[0]["sig"]) != read(name + ".sig") \\
       or read(name + ".pae") != pae or read(name + ".json") != body:
        bad.append(f"{name}: the four files are not one record")
    said = json.loads(body)
    who, used, subject = said["predicate"]["signer"], said["predicate"]["roster"], said["subject"]
    kind, about = said["predicateType"].split(":")[2], subject[0]["digest"]["sha256"]
    if kind in ("roster", "policy") and about in others: continue
    person = next((p[who["keyid"]][0] for p in map(people, [rosters.get(used["version"], newest), *(r for r in rosters.values() if digest[r["version"]] == about), newest]) if who["keyid"] in p), {})
    if person == {} and used["sha256"] in others: print(f"counts for nothing: {name}, the roster does not name its signer"); continue
    if any(who[field] != person.get(field) for field in ("printedName", "role", "line", "organisation")):
        bad.append(f"{name}: the signer is not who the roster says")
    if kind == "roster" and any(who["keyid"] in r["signers"] for r in rosters.values() if digest[r["version"]] == about): approved.setdefault(about, set()).add(who["keyid"])
    known = {"roster": digest.values(), "policy": [sha(read(p)) for p in glob.glob("data/policy/*.json")]}
    if len(subject) != 1 or about not in known.get(kind, os.listdir("data/bundle")):
        bad.append(f"{name}: its subject is not in this audit record")
bad += [f"roster {v} is signed by nobody it names" for v in rosters if digest[v] not in approved]
made = [e for p in glob.glob("data/logs/*/entries.jsonl") for e in map(json.loads, read(p).splitlines()) if e["type"] == "export-made"]
bound = lambda e: [n for n in e["obj"] if os.path.exists("data/" + n) and sha(read("data/" + n)) == e["obj"][n]]
last = max(made, key=lambda e: (len(bound(e)), e["time"])) if made else {"obj": {}}
wanted = ["README.md", "report.html", "verify.html", "withheld.json"] + ["report.pdf"] * os.path.exists("data/report.pdf") + ["registers/" + n for n in os.listdir("data/registers")]
bad += [f"data/{n} is not the file the log names" for n in wanted if not made or n not in bound(last)]
for path in glob.glob("data/logs/*/vkey"):
    key = base64.b64encode(bytes.fromhex("302a300506032b6570032100") + base64.b64decode(read(path).split(b"+", 2)[2])[1:]).decode()
    if key not in [seat["publicKey"] for seat in newest["seats"]]: print(f"cannot be checked: the roster names no seat for {path}")
print("\\n".join(bad) or f"records hold: {len(glob.glob('data/records/*.sig'))} by persons of the roster"); sys.exit(bool(bad))
EOF`;

export const README_STEPS: readonly ReadmeStep[] = [
  {
    title: 'The files are the ones that were packed',
    why: '`sha256sum -c` does not notice files that were added, so the lists are compared as well.',
    command: FILES,
  },
  {
    title: 'Each bundle is the one its digest names',
    why: 'A bundle is known by the SHA-256 of its `manifest-sha256.txt`, which is the name of its folder. Every record names that digest. A file that is withheld counts with the digest in `withheld.json`, which must be that of the manifest.',
    command: BUNDLES,
  },
  {
    title: 'Each record was signed by the key it names',
    why: 'Ed25519 over the `.pae` file. `index.tsv` only tells the loop which key to use.',
    command: SIGNATURES,
  },
  {
    title: 'Each sign-off was made by that person, while the key was valid, as a sign-off',
    why: 'A second signature over the words themselves, which OpenSSH checks without any format of ours.',
    command: SIGN_OFFS,
  },
  {
    title: 'Each head of a log was signed by its seat',
    why: 'A seat is a computer that keeps a log. It signs its size and root, not the words.',
    command: HEADS,
  },
  {
    title: 'Nothing was changed, removed or put in between',
    why: 'The root over all entries is computed again (RFC 6962), each entry names the one before, and records and entries name each other.',
    command: TREES,
  },
  {
    title: 'Names, roles, report and tables are the signed ones',
    why: 'Who somebody is comes from the roster alone, whose fingerprint you compared. The report and the tables stand in the log by their digests.',
    command: WHO,
  },
];
