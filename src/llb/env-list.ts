import { lettersOf, NearestSearch } from "../go/suggest.ts";

interface Change {
  readonly key: string;
  readonly value: string;
  /** Whether the variable stays where it stands. */
  readonly inPlace: boolean;
}

/** Changes of one line of lists, oldest first; a list is the first `length` of them. */
interface History {
  readonly changes: Change[];
  /** The places in `changes` that touch a key, ascending. */
  readonly places: Map<string, number[]>;
  /** What the last list that was asked for its array gave. */
  listed?: Listing;
  /** The letters of the first of `changes`, as a search for similar names asks for them. */
  readonly letters: number[];
}

/** A list as an array, and after how many changes it was so. */
interface Listing {
  readonly length: number;
  readonly array: readonly string[];
}

/** Two lists under the changes of another one; `top` hides what `bottom` has of the same names. */
interface Base {
  readonly bottom: EnvList;
  readonly top: EnvList;
}

/** Histories are compacted where they hold this many changes and most are overwritten. */
const compactFrom = 64;

/**
 * An immutable list of environment variables. Adding costs the same however long the list is; the newest of a line of
 * lists reads as fast as a Map. Structurally an `Environment` of word expansion.
 *
 * @mirrors client/llb/meta.go EnvList
 */
export class EnvList {
  static readonly empty: EnvList = new EnvList(newHistory(), 0, undefined);

  readonly #history: History;
  readonly #length: number;
  readonly #base: Base | undefined;
  #keys: readonly string[] | undefined;

  private constructor(history: History, length: number, base: Base | undefined) {
    this.#history = history;
    this.#length = length;
    this.#base = base;
  }

  /** The list of `entries`, later ones replacing earlier ones. */
  static of(entries: Iterable<readonly [key: string, value: string]>): EnvList {
    let list = EnvList.empty;
    for (const [key, value] of entries) list = list.addOrReplace(key, value);
    return list;
  }

  /** The value of a variable, undefined where it is not set. */
  get(key: string): string | undefined {
    const change = this.#lastChange(key);
    if (change !== undefined) return change.value;
    return this.#base === undefined ? undefined : (this.#base.top.get(key) ?? this.#base.bottom.get(key));
  }

  has(key: string): boolean {
    return this.get(key) !== undefined;
  }

  /** All names, each where it was set last: setting a variable anew moves it to the end. */
  keys(): readonly string[] {
    this.#keys ??= this.#allKeys();
    return this.#keys;
  }

  /** The name that `suggest` finds for another, among `keys`; a whole file of other names costs a few steps a pair. */
  nearestKey(name: string): string | undefined {
    const search = new NearestSearch(name);
    const { bottom, top } = this.#base ?? {};
    if (bottom !== undefined && top !== undefined) {
      bottom.#offerKeys(search, (key) => !top.has(key) && this.#lastChange(key) === undefined);
      top.#offerKeys(search, (key) => this.#lastChange(key) === undefined);
    }
    this.#offerKeys(search, () => true);
    return search.nearest;
  }

  /** Offers the names that changes of this list have set, in the order of `#ownKeys`. */
  #offerKeys(search: NearestSearch, isVisible: (key: string) => boolean): void {
    const { changes } = this.#history;
    const letters = lettersOfChanges(this.#history);
    for (let at = 0; at < this.#length; at++) {
      if (!search.mayTake(letters[at] as number)) continue;
      const { key } = changes[at] as Change;
      if (search.isNearer(key) && this.#ownPlace(key) === at && isVisible(key)) search.offer(key);
    }
  }

  /** The place of the change that moved a name to where it stands. */
  #ownPlace(key: string): number | undefined {
    const { places, changes } = this.#history;
    return places.get(key)?.findLast((at) => at < this.#length && changes[at]?.inPlace === false);
  }

  /**
   * The list as `KEY=value` strings, in the order of `keys`: the same frozen array until another list of the same line
   * is asked. A longer one shares its strings with the one before: a run for each variable makes arrays enough.
   */
  toArray(): readonly string[] {
    const before = this.#history.listed;
    if (before?.length === this.#length) return before.array;
    const array = this.#extended(before) ?? this.#allKeys().map((key) => `${key}=${this.get(key)}`);
    this.#history.listed = { length: this.#length, array: Object.freeze(array) };
    return array;
  }

  /** The array of an earlier list with what has been set since; undefined where that moves or replaces what it has. */
  #extended(before: Listing | undefined): string[] | undefined {
    if (before === undefined || before.length > this.#length) return undefined;
    const added: string[] = [];
    for (let at = before.length; at < this.#length; at++) {
      const { key, value } = this.#history.changes[at] as Change;
      if (this.#history.places.get(key)?.[0] !== at || this.#base?.top.has(key) || this.#base?.bottom.has(key)) {
        return undefined;
      }
      added.push(`${key}=${value}`);
    }
    return [...before.array, ...added];
  }

  #allKeys(): readonly string[] {
    return [...this.#baseKeys(), ...this.#ownKeys()];
  }

  addOrReplace(key: string, value: string): EnvList {
    return this.#changed({ key, value, inPlace: false });
  }

  /** As `addOrReplace`, but a variable that is set already stays where it is. Not for a list made by `withTop`. */
  addOrReplaceInPlace(key: string, value: string): EnvList {
    return this.#changed({ key, value, inPlace: this.has(key) });
  }

  /** The list without a variable; costs what the list is long. */
  delete(key: string): EnvList {
    return EnvList.of(this.keys().flatMap((name) => (name === key ? [] : [[name, this.get(name) as string]])));
  }

  /** The list with a variable added, or the same list where it is set already, even to nothing. */
  setDefault(key: string, value: string): EnvList {
    return this.has(key) ? this : this.addOrReplace(key, value);
  }

  /**
   * The list after all variables of `top` were added to it, in their order. Costs what has changed since the last time:
   * where this list was made so, `top` has to hold every variable that it held then.
   */
  withTop(top: EnvList): EnvList {
    let bottom = this.#base?.bottom ?? EnvList.empty;
    for (const key of this.#ownKeys()) if (!top.has(key)) bottom = bottom.addOrReplace(key, this.get(key) as string);
    return new EnvList(newHistory(), 0, { bottom, top });
  }

  #changed(change: Change): EnvList {
    const history = this.#appendable();
    const at = history.changes.length;
    history.changes.push(change);
    const places = history.places.get(change.key);
    if (places === undefined) history.places.set(change.key, [at]);
    else places.push(at);
    return new EnvList(history, at + 1, this.#base);
  }

  /** This list's history where nothing follows this list, else a copy that ends here. */
  #appendable(): History {
    const { changes, places } = this.#history;
    const crowded = changes.length >= compactFrom && changes.length > 2 * places.size;
    if (this !== EnvList.empty && this.#length === changes.length && !crowded) return this.#history;
    const copy = newHistory();
    for (const key of this.#ownKeys()) {
      copy.places.set(key, [copy.changes.length]);
      copy.changes.push({ key, value: this.get(key) as string, inPlace: false });
    }
    return copy;
  }

  #lastChange(key: string): Change | undefined {
    const places = this.#history.places.get(key);
    if (places === undefined) return undefined;
    let at = places.length - 1;
    if ((places[at] as number) >= this.#length) at = lastBelow(places, this.#length);
    return at < 0 ? undefined : this.#history.changes[places[at] as number];
  }

  #baseKeys(): string[] {
    const { bottom, top } = this.#base ?? {};
    if (bottom === undefined || top === undefined) return [];
    return [
      ...bottom.keys().filter((key) => !top.has(key) && this.#lastChange(key) === undefined),
      ...top.keys().filter((key) => this.#lastChange(key) === undefined),
    ];
  }

  /** The names that changes of this list have set, each where it was last moved to. */
  #ownKeys(): string[] {
    const seen = new Set<string>();
    const keys: string[] = [];
    for (let at = this.#length - 1; at >= 0; at--) {
      const { key, inPlace } = this.#history.changes[at] as Change;
      if (inPlace || seen.has(key)) continue;
      seen.add(key);
      keys.push(key);
    }
    return keys.reverse();
  }
}

function newHistory(): History {
  return { changes: [], places: new Map(), letters: [] };
}

/** The letters of all changes, made once for each. */
function lettersOfChanges({ changes, letters }: History): readonly number[] {
  for (let at = letters.length; at < changes.length; at++) letters.push(lettersOf((changes[at] as Change).key));
  return letters;
}

/** The last index whose place is below `limit`, or -1. */
function lastBelow(places: readonly number[], limit: number): number {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((places[middle] as number) < limit) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
