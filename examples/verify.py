#!/usr/bin/env python3
"""Checks an audit record of Countersign with nothing of Countersign: Python's standard library and `openssl`.

    python3 verify.py RECORD.zip [--roster SHA256] [--json]

RECORD is the ZIP or its unpacked folder. Written from docs/formats.md alone, so that a mistake of the
program is not repeated here. Exit 0: nothing contradicts itself. Exit 1: something does, and is named.
`--roster` is the SHA-256 of data/roster/roster-1.json after you compared it over another channel; without
it the best verdict is "consistent; signers unknown". What it leaves to others: whether the rules of the
review allowed a label (that needs the whole state of the review), and the digests of single claims.
"""
import base64, hashlib, io, json, os, re, struct, subprocess, sys, tempfile, unicodedata, zipfile

WORKING = "engagement declaration note challenge response assessment non-finding receipt".split()
SIGN_OFFS = "opinion ballot decision dissent override second-signature reaffirmation".split()
SEALED = {  # the fields of an opinion and of a ballot that are sealed before they are opened
    "opinion": "support view otherGrounds reservations reasons whatWouldChangeMyMind keyUncertainties stance".split(),
    "ballot": "vote reasons whatWouldChangeMyMind keyUncertainties".split()}
TYPE = "application/vnd.in-toto+json"
SPKI = bytes.fromhex("302a300506032b6570032100")
LOW_ORDER = {  # docs/threats.md: encodings on which verifiers disagree
    bytes.fromhex(h) for h in (
        "00" * 32, "ed" + "ff" * 30 + "7f", "00" * 31 + "80", "ed" + "ff" * 31, "01" + "00" * 31, "01" + "00" * 30 + "80",
        "ee" + "ff" * 30 + "7f", "ee" + "ff" * 31, "ec" + "ff" * 30 + "7f", "ec" + "ff" * 31,
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa")}
rows, files = [], {}
sha = lambda data: hashlib.sha256(data).digest()
hexsha = lambda data: hashlib.sha256(data).hexdigest()
b64 = lambda text: base64.b64decode(text, validate=True)


def fail(name, where, why): rows.append((name, "fail", where, why))
def cannot(name, where, why): rows.append((name, "cannot check", where, why))


def strict_json(data):
    """JSON without keys that stand twice, floats or a byte order mark."""
    def pairs(items):
        if len({key for key, _ in items}) != len(items): raise ValueError("a key stands twice")
        return dict(items)
    def no_float(text): raise ValueError(f"the number {text} is no integer")
    return json.loads(data.decode("utf-8", "strict"), object_pairs_hook=pairs, parse_float=no_float, parse_constant=no_float)


def canonical(value):
    """RFC 8785 for what these files hold: no floats; keys sorted by UTF-16 code units."""
    def order(item):
        if isinstance(item, dict): return {k: order(item[k]) for k in sorted(item, key=lambda k: k.encode("utf-16-be"))}
        return [order(x) for x in item] if isinstance(item, list) else item
    return json.dumps(order(value), ensure_ascii=False, separators=(",", ":")).encode()


def ed25519(key, message, signature):
    if len(key) != 32 or len(signature) != 64 or key in LOW_ORDER or signature[:32] in LOW_ORDER: return False
    with tempfile.TemporaryDirectory() as folder:
        for name, data in (("key", SPKI + key), ("message", message), ("signature", signature)):
            with open(os.path.join(folder, name), "wb") as out: out.write(data)
        return subprocess.run(["openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", "key", "-rawin", "-in", "message",
                               "-sigfile", "signature"], cwd=folder, capture_output=True).returncode == 0


def read_zip(data):
    """Entries end to end from the first byte to the directory, each name once, in one folder."""
    archive = zipfile.ZipFile(io.BytesIO(data))
    at = 0
    for info in sorted(archive.infolist(), key=lambda i: i.header_offset):
        name, extra = struct.unpack("<HH", data[info.header_offset + 26:info.header_offset + 30])
        if info.header_offset != at: raise ValueError(f"bytes before {info.filename} belong to no entry")
        if data[at + 30:at + 30 + name] != info.filename.encode(): raise ValueError(f"{info.filename} has two names")
        at += 30 + name + extra + info.compress_size + (16 if info.flag_bits & 8 else 0)
        if (info.external_attr >> 16) & 0xF000 not in (0, 0x8000, 0x4000): raise ValueError(f"{info.filename} is no regular file")
    if at != archive.start_dir or data[-22:-18] != b"PK\5\6": raise ValueError("bytes belong to no entry")
    for info in archive.infolist():
        if not info.is_dir(): yield info.filename, archive.read(info)


def load(path):
    if os.path.isdir(path):
        for folder, _, names in os.walk(path):
            for name in names:
                full = os.path.join(folder, name)
                if os.path.islink(full): fail("container", full, "a link")
                else: files[os.path.relpath(full, path).replace(os.sep, "/")] = open(full, "rb").read()
        return
    try:
        found = list(read_zip(open(path, "rb").read()))
    except (ValueError, zipfile.BadZipFile, struct.error, NotImplementedError, RuntimeError) as error:
        return fail("container", path, str(error))
    tops = {name.split("/")[0] for name, _ in found}
    if len(tops) != 1 or len({name for name, _ in found}) != len(found): fail("container", path, "not one folder with each name once")
    for name, data in found:
        inside = name.split("/", 1)[-1]
        if inside.startswith("/") or any(part in ("", ".", "..") for part in inside.split("/")) or "\\" in name: fail("container", name, "a name that leaves its folder")
        files[inside] = data
    folded = [unicodedata.normalize("NFC", name).casefold() for name in files]
    if len(set(folded)) != len(folded): fail("container", path, "two names differ only in letter case or form")


def manifest(name, prefix=""):
    lines = {}
    for line in files.get(prefix + name, b"").decode("utf-8", "replace").splitlines():
        match = re.fullmatch(r"([0-9a-f]{64})  (.+)", line)
        if not match or match[2] in lines: fail("files", prefix + name, f"a line that is none, or a path twice: {line[:80]}")
        else: lines[match[2]] = match[1]
    return lines


def compare(name, lines, here, prefix=""):
    for path, digest in lines.items():
        if path not in here: fail(name, prefix + path, "missing")
        elif here[path] != digest: fail(name, prefix + path, "its digest is not that of the manifest")
    for path in here.keys() - lines.keys(): fail(name, prefix + path, "is not in the manifest")


def check_files():
    if files.get("bagit.txt") != b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n": fail("files", "bagit.txt", "is not the declaration of a bag")
    compare("files", manifest("manifest-sha256.txt"), {p: hexsha(d) for p, d in files.items() if p.startswith("data/")})
    compare("files", manifest("tagmanifest-sha256.txt"), {p: hexsha(d) for p, d in files.items() if not p.startswith("data/") and p != "tagmanifest-sha256.txt"})
    known = re.compile(r"data/(README\.md|report\.(html|pdf)|verify\.html|withheld\.json|keys/allowed_signers|keys/[0-9a-f]{64}\.pem|records/index\.tsv"
                       r"|registers/(challenges|claims|conditions|decisions|evidence|timeline)\.csv|(roster/roster|policy/policy)-[1-9]\d*\.json|(roster|policy)/other-[0-9a-f]{64}\.json"
                       r"|records/\d{4,}-[a-z-]+-[0-9a-f]{8}\.(dsse\.json|json|pae|sig|json\.sshsig|tlog-proof)"
                       r"|logs/[^/]+/(entries\.jsonl|checkpoint|checkpoint\.body|checkpoint\.sig|vkey|cosigned/[1-9]\d*-[0-9a-f]{8}\.note)"
                       r"|time-stamps/.+|bundle/[0-9a-f]{64}/.+)")
    for path in files:
        if path.startswith("data/") and not known.fullmatch(path): fail("layout", path, "is no part of an audit record")
    for path in ("README.md", "report.html", "verify.html", "withheld.json", "keys/allowed_signers", "records/index.tsv"):
        if "data/" + path not in files: fail("layout", "data/" + path, "missing")


def check_withheld(logs, rosters):
    items = []
    try:
        items = strict_json(files["data/withheld.json"])
        if files["data/withheld.json"] != canonical(sorted(items, key=lambda i: i["path"].encode())) + b"\n": fail("withheld", "data/withheld.json", "not in canonical form")
    except (KeyError, ValueError, TypeError) as error:
        fail("withheld", "data/withheld.json", f"cannot be read: {error}")
    kinds = {e["obj"].get("record"): e["type"] for log in logs for e in log["entries"]}
    people = {key["keyid"] for person in (rosters[-1]["persons"] if rosters else []) for key in person["keys"]}
    for item in items:
        path = item.get("path", "")
        stem = re.fullmatch(r"(data/records/\d{4,}-[a-z-]+-[0-9a-f]{8}\.)pae", path)
        if item.keys() != {"path", "sha256", "bytes", "ground", "approvedBy"} or not item["ground"]: fail("withheld", path, "not path, sha256, bytes, ground, approvedBy")
        elif item["approvedBy"] not in people: fail("withheld", path, "approved by nobody the roster names")
        elif stem and (any(other.startswith(stem[1]) for other in files) or kinds.get(item["sha256"]) not in WORKING): fail("withheld", path, "is here, is in no log, or may never be withheld")
        elif not stem and (path in files or not re.match(r"data/bundle/[0-9a-f]{64}/data/", path)): fail("withheld", path, "is here, or cannot be withheld")
        else: cannot("withheld", path, item["ground"])
    return {item["path"]: item["sha256"] for item in items if "path" in item and "sha256" in item}


def check_bundles(withheld):
    bundles = sorted({path.split("/")[2] for path in files if path.startswith("data/bundle/")})
    if not bundles: fail("bundle", "data/bundle/", "there is none")
    for digest in bundles:
        prefix = f"data/bundle/{digest}/"
        if hexsha(files.get(prefix + "manifest-sha256.txt", b"")) != digest: fail("bundle", prefix, "the manifest does not have the digest that names the folder")
        inside = {p[len(prefix):]: hexsha(d) for p, d in files.items() if p.startswith(prefix)}
        hidden = {p[len(prefix):]: d for p, d in withheld.items() if p.startswith(prefix)}
        compare("bundle", manifest("manifest-sha256.txt", prefix), {p: d for p, d in {**hidden, **inside}.items() if p.startswith("data/")}, prefix)
        compare("bundle", manifest("tagmanifest-sha256.txt", prefix), {p: d for p, d in inside.items() if not p.startswith(("data/", "signatures/")) and p != "tagmanifest-sha256.txt"}, prefix)
    return bundles


def root_of(leaves):
    if len(leaves) < 2: return leaves[0] if leaves else sha(b"")
    half = 1 << (len(leaves) - 1).bit_length() - 1
    return sha(b"\1" + root_of(leaves[:half]) + root_of(leaves[half:]))


def root_by_proof(index, size, leaf, proof):
    """RFC 9162, 2.1.3.2."""
    fn, sn, node = index, size - 1, leaf
    for step in proof:
        if sn == 0: return None
        if fn & 1 or fn == sn:
            node = sha(b"\1" + step + node)
            while not fn & 1 and fn: fn, sn = fn >> 1, sn >> 1
        else: node = sha(b"\1" + node + step)
        fn, sn = fn >> 1, sn >> 1
    return node if sn == 0 else None


def open_note(text, vkey):
    """The body of a signed note, if the key of the vkey signed it (C2SP signed-note)."""
    name, hash_hex, key = vkey.rstrip("\n").split("+", 2)
    public = b64(key)
    if public[:1] != b"\1" or sha(name.encode() + b"\n" + public)[:4].hex() != hash_hex: return None
    body, _, signatures = text.rpartition("\n\n")
    for line in signatures.splitlines():
        parts = line.split(" ")
        if len(parts) == 3 and parts[1] == name and b64(parts[2])[:4].hex() == hash_hex:
            return (body + "\n", b64(parts[2])[4:]) if ed25519(public[1:], (body + "\n").encode(), b64(parts[2])[4:]) else None
    return None


def check_logs():
    logs = []
    for folder in sorted({path.split("/")[2] for path in files if path.startswith("data/logs/")}):
        at = f"data/logs/{folder}/"
        try:
            lines = files[at + "entries.jsonl"].split(b"\n")
            vkey, text = files[at + "vkey"].decode(), files[at + "checkpoint"].decode()
            entries = [strict_json(line) for line in lines[:-1]]
        except (KeyError, ValueError) as error:
            fail("logs", at, f"cannot be read: {error}")
            continue
        leaves = [sha(b"\0" + line) for line in lines[:-1]]
        for n, (line, entry) in enumerate(zip(lines, entries)):
            if canonical(entry) != line or entry.get("seq") != n or entry.get("prev") != (leaves[n - 1].hex() if n else "0" * 64): fail("logs", at, f"entry {n} does not follow from the one before")
            elif n and entry["time"] < entries[n - 1]["time"] and entry["type"] != "clock-rollback": fail("logs", at, f"entry {n} is older than the one before")
        note = open_note(text, vkey)
        origin, size, head = (note[0].split("\n") + [""] * 3)[:3] if note else ("", "-1", "")
        if not note: fail("logs", at + "checkpoint", "is not signed by the key beside it")
        elif lines[-1] or origin != "countersign/log/" + folder or int(size) != len(leaves) or b64(head) != root_of(leaves): fail("logs", at, "the signed head is not the root of the entries")
        elif files.get(at + "checkpoint.body") != note[0].encode() or files.get(at + "checkpoint.sig") != note[1]: fail("logs", at, "checkpoint differs from checkpoint.body and checkpoint.sig")
        logs.append({"origin": "countersign/log/" + folder, "entries": entries, "leaves": leaves, "lines": lines, "vkey": vkey, "at": at})
    if not logs: fail("logs", "data/logs/", "there is none")
    for log in logs:
        for path in (p for p in files if p.startswith(log["at"] + "cosigned/")): check_cosigned(log, logs, path)
    return logs


def check_cosigned(log, logs, path):
    """A head that another seat vouched for (C2SP tlog-cosignature): the log's own signature, then the other's with its time."""
    try:
        text = files[path].decode()
        body, _ = open_note(text, log["vkey"])
        _, size, root = body.split("\n")[:3]
        if int(size) > len(log["leaves"]) or root_of(log["leaves"][:int(size)]) != b64(root): return fail("cosignatures", path, "is over a head that this log does not have")
        for line in text.rpartition("\n\n")[2].splitlines():
            _, name, value = line.split(" ")
            other = next((o for o in logs if o["origin"] == name and o is not log), None)
            if name == log["origin"]: continue
            if other is None: cannot("cosignatures", path, f"{name} is not in this record"); continue
            public, data = b64(other["vkey"].rstrip("\n").split("+", 2)[2])[1:], b64(value)
            message = f"cosignature/v1\ntime {struct.unpack('>Q', data[4:12])[0]}\n{body}".encode()
            if sha(name.encode() + b"\n\4" + public)[:4] != data[:4] or not ed25519(public, message, data[12:]): fail("cosignatures", path, f"{name} did not sign it")
    except (TypeError, ValueError, struct.error) as error:
        fail("cosignatures", path, f"cannot be read: {error}")


def read_records():
    records = []
    for path in sorted(p for p in files if p.startswith("data/records/") and p.endswith(".dsse.json")):
        try:
            envelope = strict_json(files[path])
            payload, signatures = b64(envelope["payload"]), envelope["signatures"]
            said = strict_json(payload)
            if envelope["payloadType"] != TYPE or len(signatures) != 1 or len(said["subject"]) != 1: raise ValueError("not one signature over one subject")
            if said["_type"] != "https://in-toto.io/Statement/v1" or canonical(said) != payload: raise ValueError("no statement in canonical form")
            kind = re.fullmatch(r"urn:countersign:([a-z-]+):v1", said["predicateType"])[1]
            pae = b"DSSEv1 28 %s %d %s" % (TYPE.encode(), len(payload), payload)
            records.append({"stem": path[:-len(".dsse.json")], "kind": kind, "payload": payload, "pae": pae, "digest": hexsha(pae), "said": said["predicate"], "about": said["subject"][0]["digest"]["sha256"],
                            "signature": b64(signatures[0]["sig"]), "keyid": signatures[0]["keyid"], "signer": said["predicate"]["signer"], "named": said["predicate"]["roster"]})
        except (KeyError, ValueError, TypeError, AttributeError) as error:
            fail("records", path, f"is no record: {error}")
    if not records: fail("records", "data/records/", "there is none")
    return records


def read_rosters():
    rosters = []
    for path in sorted((p for p in files if re.fullmatch(r"data/(roster/roster|policy/policy)-\d+\.json", p)), key=lambda p: int(re.search(r"(\d+)\.json$", p)[1])):
        try:
            value = strict_json(files[path])
            if canonical(value) != files[path] or value["version"] != int(re.search(r"(\d+)\.json$", path)[1]): raise ValueError("not in canonical form under its version")
            if path.startswith("data/roster/"): rosters.append({**value, "digest": hexsha(files[path])})
        except (KeyError, ValueError) as error:
            fail("roster", path, str(error))
    if not rosters: fail("roster", "data/roster/", "there is none")
    return rosters


def read_others():
    """Rosters and policy packs that are signed and not in force, by digest: of other seats, or without all signatures."""
    others = {}
    for path in (p for p in files if re.fullmatch(r"data/(roster|policy)/other-[0-9a-f]{64}\.json", p)):
        try:
            value = strict_json(files[path])
            if canonical(value) != files[path] or hexsha(files[path]) != path[-69:-5]: raise ValueError("not in canonical form under its digest")
            others[hexsha(files[path])] = value
        except (KeyError, ValueError) as error:
            fail("roster", path, str(error))
    return others


def keys_of(roster): return {k["keyid"]: (p, k) for p in roster["persons"] for k in p["keys"]}


def sshsig_of(armor):
    """Namespace and raw Ed25519 signature (PROTOCOL.sshsig)."""
    data = b64("".join(armor.decode().strip().splitlines()[1:-1]))
    parts, at = [], 10
    while at < len(data):
        (length,) = struct.unpack(">I", data[at:at + 4])
        parts.append(data[at + 4:at + 4 + length])
        at += 4 + length
    public, namespace, reserved, algorithm, signature = parts
    if data[:10] != b"SSHSIG\0\0\0\1" or reserved or algorithm != b"sha512" or signature[:15] != b"\0\0\0\x0bssh-ed25519": raise ValueError("no SSHSIG of this form")
    return namespace, public[-32:], signature[-64:]


def check_records(records, rosters, logs, bundles, withheld):
    places = {e["obj"]["record"]: (log, n) for log in logs for n, e in enumerate(log["entries"]) if "record" in e["obj"]}
    if len(places) != sum("record" in e["obj"] for log in logs for e in log["entries"]): fail("log-records", "data/logs/", "a record stands in a log twice")
    here = {r["digest"] for r in records}
    for digest in places.keys() - here - {d for p, d in withheld.items() if p.startswith("data/records/")}: fail("log-records", digest, "a log names this record, and it is missing")
    others = read_others()
    known = {key: (person, entry) for roster in [v for v in others.values() if "persons" in v] + rosters for key, (person, entry) in keys_of(roster).items()}
    newest, by_digest = (keys_of(rosters[-1]) if rosters else {}), {r["digest"]: r for r in rosters}
    policies = {hexsha(d) for p, d in files.items() if p.startswith("data/policy/")}
    manifests = {b: manifest("manifest-sha256.txt", f"data/bundle/{b}/") for b in bundles}
    for r in records:
        stem, signer, said = r["stem"], r["signer"], r["said"]
        for ending, data in ((".json", r["payload"]), (".pae", r["pae"]), (".sig", r["signature"])):
            if files.get(stem + ending) != data: fail("derived", stem + ending, "is not what the envelope holds")
        key = b64(known[r["keyid"]][1]["publicKey"]) if r["keyid"] in known else b""
        if r["keyid"] != signer["keyid"] or hexsha(key) != r["keyid"] or key[:12] != SPKI: fail("signatures", stem, "the roster does not name its key")
        elif not ed25519(key[12:], r["pae"], r["signature"]): fail("signatures", stem, "the signature does not hold")
        roster = by_digest.get(r["named"]["sha256"]) if r["named"]["sha256"] else (rosters or [None])[0]
        candidates = [c for c in (roster, by_digest.get(r["about"]), rosters[-1] if rosters else None) if c]
        person = next((keys_of(c)[r["keyid"]][0] for c in candidates if r["keyid"] in keys_of(c)), None)
        if r["kind"] in ("roster", "policy") and r["about"] in others: pass
        elif person is None and r["named"]["sha256"] in others: cannot("signers", stem, "counts for nothing: the roster does not name its signer")
        elif person is None or any(signer[f] != person[f] for f in ("printedName", "role", "line", "organisation")): fail("signers", stem, "the signer is not who the roster says")
        elif said["signedOn"] < person["validFrom"] or (person["validUntil"] and said["signedOn"] >= person["validUntil"]): fail("signers", stem, "signed outside the person's dates")
        if said["policy"]["sha256"] and said["policy"]["sha256"] not in policies: fail("signers", stem, "its policy pack is not here")
        targets = {"roster": {**by_digest, **others}, "policy": policies}.get(r["kind"], bundles)
        if r["about"] not in targets: fail("subjects", stem, "its subject is not here")
        target = said.get("target") or {}
        for kind, name, digest in [(target.get("kind"), target.get("id"), target.get("sha256"))] + [(c["kind"], c["id"], c["sha256"]) for c in said.get("closure", [])]:
            if kind == "record" and name not in here | set(withheld.values()): fail("subjects", stem, "the record it is about is not here")
            if kind in ("document", "evidence") and digest not in manifests.get(r["about"], {}).values(): fail("subjects", stem, f"{kind} {name} is not in its bundle")
        log, n = places.get(r["digest"], (None, 0))
        if log is None:
            fail("log-records", stem, "no log names this record")
            continue
        entry, head = log["entries"][n], said["log"]
        if entry["actor"] != r["keyid"] or entry["type"] != r["kind"]: fail("log-records", stem, "the log names another person or kind")
        revoked = newest.get(r["keyid"], (0, {}))[1].get("revoked")
        if revoked and not (log["origin"] == revoked["origin"] and n < revoked["size"]): fail("signers", stem, "its key was revoked before")
        for named in [head] + said["seen"]:
            other = next((l for l in logs if l["origin"] == named["origin"]), None)
            if other is None or named["size"] > len(other["leaves"]) or b64(named["root"]) != root_of(other["leaves"][:named["size"]]): fail("time", stem, f"it names a head that {named['origin']} never had")
        before = log["entries"][head["size"] - 1]["time"] if 0 < head["size"] <= len(log["entries"]) else ""
        if head["origin"] != log["origin"] or n < head["size"] or said["signedOn"] < before or said["signedOn"] > entry["time"]: fail("time", stem, "its claimed time is not between the head it names and its entry")
        if r["kind"] in SIGN_OFFS: check_sign_off(r, key[12:], log, n)
    order = sorted(((log["entries"][n]["time"], log["origin"], n, digest) for digest, (log, n) in places.items()))
    names = {**{r["digest"]: r["stem"] for r in records}, **{d: p[:-4] for p, d in withheld.items()}}
    for number, (_, origin, n, digest) in enumerate(order, 1):
        entry = places[digest][0]["entries"][n]
        if digest in names and names[digest] != f"data/records/{number:04d}-{entry['type']}-{entry['actor'][:8]}": fail("derived", names[digest], "its name does not follow from the logs")
    index = [line.split("\t") for line in files.get("data/records/index.tsv", b"").decode("utf-8", "replace").splitlines()]
    if [row[:2] for row in index] != [[r["stem"].split("/")[2], r["keyid"]] for r in records]: fail("derived", "data/records/index.tsv", "does not list these records")
    for row, r in zip(index, records):
        when = re.sub(r"\D", "", re.sub(r"\.\d+", "", r["said"]["signedOn"]))[:14] + "Z"
        if row[2:] != [newest.get(r["keyid"], ({"id": ""},))[0]["id"], when if r["kind"] in SIGN_OFFS else "-"]: fail("derived", "data/records/index.tsv", f"names another person or time for {r['stem']}")
    for path in (p for p in files if p.endswith(".pem")):
        keyid, text = path.split("/")[-1][:-4], files[path].decode("ascii", "replace")
        if keyid not in newest or text != f"-----BEGIN PUBLIC KEY-----\n{newest[keyid][1]['publicKey']}\n-----END PUBLIC KEY-----\n": fail("derived", path, "is not a key of the newest roster")
    for keyid in newest:
        if f"data/keys/{keyid}.pem" not in files: fail("derived", f"data/keys/{keyid}.pem", "missing")
    allowed = files.get("data/keys/allowed_signers", b"").decode("utf-8", "replace").splitlines()
    ssh = {base64.b64encode(b"\0\0\0\x0bssh-ed25519\0\0\0 " + b64(k["publicKey"])[12:]).decode(): p for p, k in newest.values()}
    if sorted(line.split()[-1] for line in allowed if line.split()) != sorted(ssh): fail("derived", "data/keys/allowed_signers", "does not list the keys of the newest roster")
    for line in allowed:
        person = ssh.get(line.split()[-1])
        if person and (line.split()[0] != person["id"] or 'namespaces="signoff@countersign"' not in line or f'valid-after="{re.sub(chr(92) + "D", "", person["validFrom"])[:14].ljust(14, "0")}Z"' not in line): fail("derived", "data/keys/allowed_signers", "says something else than the roster")


def check_sealing(records):
    """What was opened, behind its salt, has the digest that its signer had sealed for the same bundle."""
    sealings = {r["digest"]: r for r in records if r["kind"] == "ballot-commitment"}
    for r in (r for r in records if r["kind"] in SEALED and (r["said"].get("commitment") or r["said"].get("mode") == "sealed")):
        try:
            opening = r["said"]["commitment"]
            sealing = sealings[opening["record"]]
            words = canonical({name: r["said"][name] for name in SEALED[r["kind"]]})
            if (sealing["said"]["of"], sealing["about"]) != (r["kind"], r["about"]): raise ValueError("another kind or bundle was sealed")
            if hexsha(bytes.fromhex(opening["salt"]) + words) != sealing["said"]["commitment"]: raise ValueError("it does not say what was sealed")
        except (KeyError, ValueError, TypeError) as error:
            fail("sealing", r["stem"], f"does not open its sealing: {error}")


def check_sign_off(r, key, log, n):
    try:
        namespace, public, signature = sshsig_of(files[r["stem"] + ".json.sshsig"])
        text = lambda data: struct.pack(">I", len(data)) + data
        signed = b"SSHSIG" + text(namespace) + text(b"") + text(b"sha512") + text(hashlib.sha512(r["payload"]).digest())
        if namespace != b"signoff@countersign" or public != key or not ed25519(key, signed, signature): fail("signatures", r["stem"] + ".json.sshsig", "is not this person's sign-off")
    except (KeyError, ValueError, struct.error) as error:
        fail("signatures", r["stem"] + ".json.sshsig", f"cannot be read: {error}")
    try:
        lines = files[r["stem"] + ".tlog-proof"].decode()
        head, _, note = lines.partition("\n\n")
        first, *rest = [line for line in head.split("\n") if not line.startswith("extra ")]
        index, proof = int(rest[0].split(" ")[1]), [b64(line) for line in rest[1:]]
        body = open_note(note, log["vkey"])
        _, size, root = body[0].split("\n")[:3]
        # The leaf comes from the entry that names this very envelope, never from the proof (CVE-2026-22703).
        if first != "c2sp.org/tlog-proof@v1" or index != n or root_by_proof(index, int(size), log["leaves"][n], proof) != b64(root): raise ValueError("it proves another entry")
        if int(size) > len(log["leaves"]) or root_of(log["leaves"][:int(size)]) != b64(root): raise ValueError("it leads to a head that this log never had")
    except (KeyError, ValueError, IndexError, TypeError) as error:
        fail("proofs", r["stem"] + ".tlog-proof", f"does not prove the entry: {error}")


def check_rosters(rosters, records, pinned):
    def approve(digest, by):
        keys = keys_of(by)
        return len({keys[r["keyid"]][0]["id"] for r in records if r["kind"] in ("roster", "policy") and r["about"] == digest and r["keyid"] in by["signers"] and r["keyid"] in keys})
    for n, roster in enumerate(rosters):
        previous = rosters[n - 1] if n else None
        where = f"data/roster/roster-{roster['version']}.json"
        if roster["version"] != n + 1 or roster["previous"] != (previous["digest"] if previous else None): fail("roster-chain", where, "does not name the roster before it")
        for by in [previous, roster] if previous else [roster]:
            if approve(roster["digest"], by) < by["threshold"]: fail("roster-chain", where, f"is not signed by {by['threshold']} persons of roster {by['version']}")
        ids, keyids = [p["id"] for p in roster["persons"]], [k["keyid"] for p in roster["persons"] for k in p["keys"]]
        if len(set(ids)) != len(ids) or len(set(keyids)) != len(keyids): fail("roster-chain", where, "a person or key stands in it twice")
    for path in (p for p in files if p.startswith("data/policy/policy-")):
        if not any(approve(hexsha(files[path]), roster) >= roster["threshold"] for roster in rosters): fail("roster-chain", path, "is not signed by enough persons")
    if rosters and rosters[0]["digest"] not in pinned and not any(r["digest"] in pinned for r in rosters): cannot("trust", "data/roster/roster-1.json", f"compare over another channel: {rosters[0]['digest']}")


def check_report(logs, rosters):
    made = [(log, n, e) for log in logs for n, e in enumerate(log["entries"]) if e["type"] == "export-made"]
    wanted = ["README.md", "report.html", "verify.html", "withheld.json"] + [p[5:] for p in files if p == "data/report.pdf" or p.startswith("data/registers/")]
    digest = lambda name: hexsha(files["data/" + name]) if "data/" + name in files else None
    if not made: return fail("report", "data/logs/", "no log says that an export was made")
    own, at, last = max(made, key=lambda m: (sum(m[2]["obj"].get(n) == digest(n) for n in wanted), m[2]["time"]))
    names = {n for n in last["obj"] if not n.endswith("/root")} | set(wanted)
    for name in sorted(names):
        if name not in last["obj"] or last["obj"][name] != digest(name): fail("report", "data/" + name, "is not the file that the log names")
    if any("record" in e["obj"] for e in own["entries"][at + 1:]): fail("report", own["at"], "a record was added after the report was made")
    for log in logs:
        leaves = log["leaves"][:at] if log is own else log["leaves"]
        if last["obj"].get(log["at"][5:] + "root") != root_of(leaves).hex(): fail("report", log["at"], "the report was made from another head")
        key = base64.b64encode(SPKI + b64(log["vkey"].rstrip("\n").split("+", 2)[2])[1:]).decode()
        seats = {seat["origin"]: seat["publicKey"] for seat in (rosters[-1]["seats"] if rosters else [])}
        if seats.get(log["origin"], key) != key: fail("seats", log["at"] + "vkey", "the roster names another key for this log")
        elif key not in seats.values(): cannot("seats", log["at"] + "vkey", "the roster names no seat for this log")


def main():
    args = sys.argv[1:]
    pinned = [args[i + 1] for i, a in enumerate(args[:-1]) if a == "--roster"]
    paths = [a for i, a in enumerate(args) if not a.startswith("--") and (i == 0 or args[i - 1] != "--roster")]
    if len(paths) != 1: sys.exit(__doc__)
    load(paths[0])
    if files or not rows:
        try:
            check_files()
            rosters, records, logs = read_rosters(), read_records(), check_logs()
            withheld = check_withheld(logs, rosters)
            check_records(records, rosters, logs, check_bundles(withheld), withheld)
            check_sealing(records)
            check_rosters(rosters, records, pinned)
            check_report(logs, rosters)
        except Exception as error:  # whatever a hostile record does to this program is a row, never a pass
            fail("internal", None, f"{type(error).__name__}: {error}")
    broken = any(result == "fail" for _, result, _, _ in rows)
    unknown = any(name in ("trust", "seats") for name, _, _, _ in rows)
    verdict = "broken" if broken else "consistent; signers unknown" if unknown else "consistent and trusted"
    if "--json" in args:
        print(json.dumps({"verdict": verdict, "checks": [dict(zip(("name", "result", "where", "why"), row)) for row in rows]}))
    else:
        print(*(f"{result:14}{name:14}{where or ''}: {why}" for name, result, where, why in rows), verdict, sep="\n")
    sys.exit(broken)


main()
