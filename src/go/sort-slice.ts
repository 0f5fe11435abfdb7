/**
 * A sorted copy in which equal elements stand where Go's unstable sort leaves them: callers show the order to users.
 * A pattern-defeating quicksort; what it does with equal elements follows from every step, so each one is Go's.
 * @mirrors sort Slice
 */
export function sortSlice<T>(list: readonly T[], isLess: (left: T, right: T) => boolean): T[] {
  const items = [...list];
  const sorting: Sorting = {
    less: (left, right) => isLess(items[left] as T, items[right] as T),
    swap(left, right) {
      const item = items[left] as T;
      items[left] = items[right] as T;
      items[right] = item;
    },
  };
  quickSort(sorting, 0, items.length, bitLength(items.length));
  return items;
}

/** Elements by index. Ranges below are half-open. */
interface Sorting {
  less(left: number, right: number): boolean;
  swap(left: number, right: number): void;
}

const insertionLimit = 12;

function quickSort(sorting: Sorting, low: number, high: number, badPivots: number): void {
  let [from, to, left] = [low, high, badPivots];
  let balanced = true;
  let partitioned = true;
  while (to - from > insertionLimit) {
    const length = to - from;
    if (left === 0) return heapSort(sorting, from, to);
    if (!balanced) {
      breakPatterns(sorting, from, to);
      left--;
    }
    let { pivot, order } = choosePivot(sorting, from, to);
    if (order === "falling") {
      reverse(sorting, from, to);
      pivot = to - 1 - (pivot - from);
      order = "rising";
    }
    if (balanced && partitioned && order === "rising" && finishSorted(sorting, from, to)) return;
    if (from > 0 && !sorting.less(from - 1, pivot)) {
      from = partitionEqual(sorting, from, to, pivot);
      continue;
    }
    const { middle, already } = partition(sorting, from, to, pivot);
    partitioned = already;
    const below = middle - from;
    const above = to - middle;
    balanced = Math.min(below, above) >= Math.floor(length / 8);
    if (below < above) {
      quickSort(sorting, from, middle, left);
      from = middle + 1;
    } else {
      quickSort(sorting, middle + 1, to, left);
      to = middle;
    }
  }
  insertionSort(sorting, from, to);
}

function insertionSort(sorting: Sorting, from: number, to: number): void {
  for (let at = from + 1; at < to; at++) sinkLeft(sorting, at, from);
}

/** Moves an element to the left until none above `floor` is greater. */
function sinkLeft(sorting: Sorting, start: number, floor: number): void {
  for (let at = start; at > floor && sorting.less(at, at - 1); at--) sorting.swap(at, at - 1);
}

function heapSort(sorting: Sorting, from: number, to: number): void {
  const length = to - from;
  for (let root = Math.floor((length - 1) / 2); root >= 0; root--) siftDown(sorting, root, length, from);
  for (let last = length - 1; last >= 0; last--) {
    sorting.swap(from, from + last);
    siftDown(sorting, 0, last, from);
  }
}

function siftDown(sorting: Sorting, start: number, length: number, from: number): void {
  let root = start;
  for (let child = 2 * root + 1; child < length; child = 2 * root + 1) {
    if (child + 1 < length && sorting.less(from + child, from + child + 1)) child++;
    if (!sorting.less(from + root, from + child)) return;
    sorting.swap(from + root, from + child);
    root = child;
  }
}

/** Smaller elements to the left of the pivot, the others to its right. */
function partition(sorting: Sorting, from: number, to: number, pivot: number): { middle: number; already: boolean } {
  sorting.swap(from, pivot);
  let low = from + 1;
  let high = to - 1;
  for (let swaps = 0; ; swaps++) {
    while (low <= high && sorting.less(low, from)) low++;
    while (low <= high && !sorting.less(high, from)) high--;
    if (low > high) {
      sorting.swap(high, from);
      return { middle: high, already: swaps === 0 };
    }
    sorting.swap(low++, high--);
  }
}

/** Where none is smaller than the pivot: its equals to the left. Returns where the greater ones start. */
function partitionEqual(sorting: Sorting, from: number, to: number, pivot: number): number {
  sorting.swap(from, pivot);
  let low = from + 1;
  let high = to - 1;
  for (;;) {
    while (low <= high && !sorting.less(from, low)) low++;
    while (low <= high && sorting.less(from, high)) high--;
    if (low > high) return low;
    sorting.swap(low++, high--);
  }
}

/** Sorts what is all but sorted; false where it gave up, having moved up to five elements. */
function finishSorted(sorting: Sorting, from: number, to: number): boolean {
  let at = from + 1;
  for (let step = 0; step < 5; step++) {
    while (at < to && !sorting.less(at, at - 1)) at++;
    if (at === to) return true;
    if (to - from < 50) return false;
    sorting.swap(at, at - 1);
    if (at - from >= 2) sinkLeft(sorting, at - 1, 0);
    if (to - at >= 2)
      for (let next = at + 1; next < to && sorting.less(next, next - 1); next++) sorting.swap(next, next - 1);
  }
  return false;
}

/** Swaps three elements near the middle with ones at fixed pseudo-random places. */
function breakPatterns(sorting: Sorting, from: number, to: number): void {
  const length = to - from;
  if (length < 8) return;
  const mask = (1n << BigInt(bitLength(length))) - 1n;
  let random = BigInt(length);
  const middle = from + Math.floor(length / 4) * 2;
  for (let at = middle - 1; at <= middle + 1; at++) {
    random ^= BigInt.asUintN(64, random << 13n);
    random ^= random >> 7n;
    random ^= BigInt.asUintN(64, random << 17n);
    let other = Number(random & mask);
    if (other >= length) other -= length;
    sorting.swap(at, from + other);
  }
}

function choosePivot(
  sorting: Sorting,
  from: number,
  to: number,
): { pivot: number; order: "rising" | "falling" | "unknown" } {
  const length = to - from;
  const quarter = Math.floor(length / 4);
  const counted = { swaps: 0 };
  let [low, middle, high] = [from + quarter, from + quarter * 2, from + quarter * 3];
  if (length >= 50) {
    low = median(sorting, counted, [low - 1, low, low + 1]);
    middle = median(sorting, counted, [middle - 1, middle, middle + 1]);
    high = median(sorting, counted, [high - 1, high, high + 1]);
  }
  if (length >= 8) middle = median(sorting, counted, [low, middle, high]);
  return { pivot: middle, order: counted.swaps === 0 ? "rising" : counted.swaps === 12 ? "falling" : "unknown" };
}

type Three = readonly [number, number, number];

function median(sorting: Sorting, counted: { swaps: number }, [first, second, third]: Three): number {
  const ordered = (left: number, right: number): readonly [number, number] => {
    if (!sorting.less(right, left)) return [left, right];
    counted.swaps++;
    return [right, left];
  };
  const [low, high] = ordered(first, second);
  const [middle] = ordered(high, third);
  return ordered(low, middle)[1];
}

function reverse(sorting: Sorting, from: number, to: number): void {
  for (let low = from, high = to - 1; low < high; low++, high--) sorting.swap(low, high);
}

function bitLength(value: number): number {
  return value === 0 ? 0 : Math.floor(Math.log2(value)) + 1;
}
