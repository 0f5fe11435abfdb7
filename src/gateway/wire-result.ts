import type { moby } from "#proto/gateway.js";
import type { CapSet } from "./cap-set.ts";
import type { Attestation, AttestationSubject, Ref, Result } from "./gateway.ts";

type WireResult = moby.buildkit.v1.frontend.Result.$Properties;
type WireRef = moby.buildkit.v1.frontend.Ref.$Properties;
type WireAttestation = moby.buildkit.v1.frontend.Attestation.$Properties;

const kinds = ["in-toto", "bundle"] as const;
const subjectKinds = ["self", "raw"] as const;

/** Returns a map of the wire, sorted by nothing: keys come as they came. */
export function mapOf<Value>(record: Readonly<Record<string, Value>> | null | undefined): Map<string, Value> {
  return new Map(Object.entries(record ?? {}));
}

/** Returns a map as the wire takes it, in the map's order. Any key is a plain key, `__proto__` among them. */
export function recordOf<Value>(map: ReadonlyMap<string, Value>): Record<string, Value> {
  return Object.fromEntries(map);
}

/**
 * Returns a result that a solve gave. A ref with an empty id is an empty filesystem: no ref; a map or a list of nothing
 * is none. @mirrors frontend/gateway/grpcclient/client.go Solve
 */
export function resultFromWire(wire: WireResult): Result {
  const metadata = mapOf(wire.metadata);
  const attestations = attestationsFromWire(wire.attestations);
  return { metadata, ...(attestations.size > 0 && { attestations }), ...refsFromWire(wire) };
}

function refsFromWire({ refs, ref, refsDeprecated, refDeprecated }: WireResult): Pick<Result, "ref" | "refs"> {
  if (ref) return { ref: refFromWire(ref) };
  const byKey = refs
    ? mapped(mapOf(refs.refs), refFromWire)
    : mapped(mapOf(refsDeprecated?.refs), (id) => refFromWire({ id }));
  return byKey.size > 0 ? { refs: byKey } : { ref: refFromWire({ id: refDeprecated ?? "" }) };
}

function attestationsFromWire(wire: WireResult["attestations"]): Map<string, readonly Attestation[]> {
  const lists = mapped(mapOf(wire), ({ attestation }) => (attestation ?? []).map(attestationFromWire));
  return new Map([...lists].filter(([, list]) => list.length > 0));
}

/**
 * Returns a result to return; `caps` decide in which of its two forms the daemon reads refs.
 * @mirrors frontend/gateway/grpcclient/client.go Run
 */
export function resultToWire(result: Result, caps: CapSet): WireResult {
  const metadata = recordOf(result.metadata);
  const attestations =
    result.attestations &&
    recordOf(mapped(result.attestations, (list) => ({ attestation: list.map(attestationToWire) })));
  const wire: WireResult = attestations === undefined ? { metadata } : { metadata, attestations };
  const arrays = caps.supports("proto.refarray");
  if (result.refs !== undefined) {
    if (arrays) wire.refs = { refs: recordOf(mapped(result.refs, refToWire)) };
    else wire.refsDeprecated = { refs: recordOf(mapped(result.refs, (ref) => ref?.id ?? "")) };
  } else if (arrays) wire.ref = refToWire(result.ref);
  else wire.refDeprecated = result.ref?.id ?? "";
  return wire;
}

/** Returns the refs of a result that are not empty filesystems, its own first, then those of its attestations. */
export function refsOf(result: Result): readonly Ref[] {
  const attested = [...(result.attestations?.values() ?? [])].flat().map((attestation) => attestation.ref);
  return [result.ref, ...(result.refs?.values() ?? []), ...attested].filter((ref) => ref !== undefined);
}

function mapped<From, To>(map: ReadonlyMap<string, From>, convert: (value: From) => To): Map<string, To> {
  return new Map([...map].map(([key, value]) => [key, convert(value)]));
}

function refFromWire(wire: WireRef): Ref | undefined {
  if (!wire.id) return undefined;
  return wire.def && wire.def.length > 0 ? { id: wire.id, definition: wire.def } : { id: wire.id };
}

function refToWire(ref: Ref | undefined): WireRef {
  if (ref === undefined) return {};
  return ref.definition === undefined ? { id: ref.id } : { id: ref.id, def: ref.definition };
}

function attestationFromWire(wire: WireAttestation): Attestation {
  const subjects: AttestationSubject[] = (wire.inTotoSubjects ?? []).map((subject) => ({
    kind: subjectKinds[subject.kind ?? 0] ?? (subject.kind as number),
    name: subject.name ?? "",
    digests: subject.digest ?? [],
  }));
  return {
    kind: kinds[wire.kind ?? 0] ?? (wire.kind as number),
    metadata: mapOf(wire.metadata),
    path: wire.path ?? "",
    predicateType: wire.inTotoPredicateType ?? "",
    subjects,
    ...(wire.ref && { ref: refFromWire(wire.ref) }),
  };
}

function attestationToWire(attestation: Attestation): WireAttestation {
  return {
    kind: numberOfKind(kinds, attestation.kind),
    metadata: recordOf(attestation.metadata),
    ref: refToWire(attestation.ref),
    path: attestation.path,
    inTotoPredicateType: attestation.predicateType,
    inTotoSubjects: attestation.subjects.map((subject) => ({
      kind: numberOfKind(subjectKinds, subject.kind),
      digest: [...subject.digests],
      name: subject.name,
    })),
  };
}

function numberOfKind<Kind extends string>(names: readonly Kind[], kind: Kind | number): number {
  return typeof kind === "number" ? kind : names.indexOf(kind);
}
