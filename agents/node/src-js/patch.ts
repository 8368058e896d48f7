// Replacing functions without anybody noticing.

// biome-ignore lint: functions of any shape are replaced here
export type AnyFunction = (this: any, ...args: any[]) => any;

/** Our replacements, so that none is replaced twice. */
const ours = new WeakSet<Function>();

/** Whether a function is one of ours. */
export function isOurs(value: unknown): boolean {
  return typeof value === "function" && ours.has(value);
}

/**
 * Puts a replacement in place of `holder[name]`, with the name, length, properties (promisify symbols among them) and
 * property attributes of the original. Does nothing, and says so, when there is no such function.
 */
export function replace(holder: object, name: PropertyKey, make: (original: AnyFunction) => AnyFunction): boolean {
  const place = Object.getOwnPropertyDescriptor(holder, name);
  if (place?.get !== undefined) return replaceLate(holder, name, place, make);
  const original: unknown = place === undefined ? Reflect.get(holder, name) : place.value;
  if (typeof original !== "function" || ours.has(original)) return isOurs(original);
  const replacement = disguise(make(original as AnyFunction), original);
  const value = { value: replacement, writable: true, configurable: true, enumerable: place?.enumerable ?? false };
  return Reflect.defineProperty(holder, name, { ...place, ...value });
}

/**
 * The same for a function that a getter loads when it is first asked for: it stays unloaded until then. Node's own
 * getters put the function in their place.
 */
function replaceLate(
  holder: object,
  name: PropertyKey,
  place: PropertyDescriptor,
  make: (original: AnyFunction) => AnyFunction,
): boolean {
  const load = place.get!;
  let original: unknown;
  let replacement: unknown;
  const get = function (this: unknown): unknown {
    const loaded: unknown = Reflect.apply(load, this, []);
    if (Object.getOwnPropertyDescriptor(holder, name)?.get !== get) {
      replace(holder, name, make);
      return Reflect.get(holder, name);
    }
    if (typeof loaded !== "function" || ours.has(loaded)) return loaded;
    if (loaded !== original) replacement = disguise(make(loaded as AnyFunction), loaded);
    original = loaded;
    return replacement;
  };
  return Reflect.defineProperty(holder, name, { ...place, get });
}

/** Gives a replacement everything that can be seen of the original. */
export function disguise<T extends Function>(replacement: T, original: Function): T {
  for (const key of Reflect.ownKeys(original)) {
    const place = Object.getOwnPropertyDescriptor(original, key);
    const taken = Object.getOwnPropertyDescriptor(replacement, key);
    if (place !== undefined && taken?.configurable !== false) Object.defineProperty(replacement, key, place);
  }
  return claim(replacement);
}

/**
 * Puts a proxy in place of the class `holder[name]`: `before` sees the arguments of each construction and may throw,
 * `after` sees what was made.
 */
export function replaceClass(
  holder: object,
  name: PropertyKey,
  before: (args: unknown[]) => void,
  after?: (made: object, args: unknown[]) => void,
): boolean {
  const original: unknown = Reflect.get(holder, name);
  if (typeof original !== "function" || ours.has(original)) return isOurs(original);
  const wrapped: Function = new Proxy(original, {
    construct(target, args: unknown[], newTarget: Function): object {
      before(args);
      const made = Reflect.construct(target, args, newTarget === wrapped ? target : newTarget) as object;
      after?.(made, args);
      return made;
    },
  });
  const { prototype } = original as { prototype?: object };
  if (prototype !== undefined && Reflect.get(prototype, "constructor") === original) {
    Object.defineProperty(prototype, "constructor", { value: wrapped, writable: true, configurable: true });
  }
  const place = Object.getOwnPropertyDescriptor(holder, name);
  const value = { value: claim(wrapped), writable: true, configurable: true, enumerable: place?.enumerable ?? true };
  return Reflect.defineProperty(holder, name, value);
}

function claim<T extends Function>(replacement: T): T {
  ours.add(replacement);
  return replacement;
}
