import { lasts } from '../../../src/users/reading/lasting.ts';
import { hash } from './hash.ts';

let plainObjects = new Map<string, object>();

/** The same object at the same place, until another document comes: some of them say that they will be. */
export function plainAt(place: string): object {
  const known = plainObjects.get(place);
  if (known) return known;
  const object = plainOf(place, 4, true);
  if (hash(`lasts ${place}`) % 2 === 0) lasts(object);
  plainObjects.set(place, object);
  return object;
}

export function forgetPlainObjects(): void {
  plainObjects = new Map();
}

/**
 * Most of its properties fit; others are nothing, or something else. Inside a list nothing `mayBeLate`, for the same reason
 * as in `listOf`.
 */
function plainOf(place: string, depth: number, mayBeLate: boolean): object {
  const property = (name: string, fits: () => unknown): unknown => {
    const own = `${place} ${name}`;
    const sort = hash(`property ${own}`) % 60;
    if (sort > 7) return fits();
    const value = fits();
    const late = mayBeLate ? Promise.resolve(value) : value;
    return [null, undefined, 'text', 2.5, new Error(name), () => value, late, {}][sort];
  };
  const at = (name: string, isLate: boolean) => (): unknown =>
    depth === 0 ? null : plainOf(`${place} ${name}`, depth - 1, isLate);
  const inner = (name: string) => at(name, mayBeLate);
  const list = (name: string) => (): unknown[] =>
    Array.from({ length: depth === 0 ? 0 : hash(`${place} ${name}`) % 3 }, (_, index) =>
      itemAt(`${place} ${name} ${index}`, at(`${name} ${index}`, false)),
    );
  return {
    mayBeLate,
    id: property('id', () => 'p'),
    label: property('label', () => (hash(place) % 5 === 0 ? 'x'.repeat(400) : 'label')),
    count: property('count', () => depth),
    colour: property('colour', () => 'RED'),
    tags: property('tags', () => (hash(place) % 3 === 0 ? new Set(['a']) : ['a', 'b'])),
    grid: property('grid', () => [[1, 2], [], property('row', () => [3])]),
    inner: property('inner', inner('inner')),
    sure: property('sure', inner('sure')),
    list: property('list', list('list')),
    sparse: property('sparse', list('sparse')),
  };
}

const itemAt = (place: string, fits: () => unknown): unknown =>
  hash(`item ${place}`) % 20 > 1
    ? fits()
    : [null, new Error('an item')][hash(`item ${place}`) % 20];
