const lasting = new WeakSet<object>();

/** Notes that requests to come may be given this very object again, unchanged. */
export function lasts(object: object): void {
  lasting.add(object);
}

/** Whether what is made of an object is worth keeping beside it. */
export const isLasting = (object: object): boolean => lasting.has(object);
