import { named, namedNode, represented } from './naming.ts';
import { given } from './query.ts';
import type { Argument, Condition, Field, Fragment, Part, Selection, Variant } from './query.ts';
import type { Stage } from './stage.ts';

type Values = Readonly<Record<string, unknown>>;

/** A query written down as GraphQL. */
export interface Document {
  readonly text: string;
  /** For each variant. */
  readonly variables: readonly [Values, Values];
  /** The variables decide what is selected, not only of whom. */
  readonly shaped: boolean;
  /** Within what Facet takes: so many aliases, directives and tokens. */
  readonly fits: boolean;
  /** Under which name a field's value stands in the answer. */
  readonly nameOf: (field: Field) => string;
}

const TYPES: Readonly<Record<Argument['kind'], string>> = {
  names: '[String!]',
  fields: '[String!]',
  at: 'Backend!',
  by: 'UserBy!',
  bys: '[UserBy!]!',
  id: 'ID!',
  ids: '[ID!]!',
  representations: '[_Any!]!',
};

const TOKEN = /\w+|"[^"]*"|\.\.\.|[^\s\w"]/g;
const OF_WHOM = /: \[?(UserBy|ID|_Any)!/;

export function documentOf(query: Selection, stage: Stage): Document {
  const writer = new Writer(stage);
  const root = writer.selection(query);
  const declared = writer.declared.length > 0 ? `(${writer.declared.join(', ')})` : '';
  const text = [`query${declared} ${root}`, ...writer.fragments].join('\n');
  return {
    text,
    variables: [writer.values(0), writer.values(1)],
    shaped: writer.declared.some((one) => !OF_WHOM.test(one)),
    fits:
      writer.aliases <= 50 && writer.directives <= 50 && [...text.matchAll(TOKEN)].length <= 2000,
    nameOf: (field) => writer.names.get(field) ?? field.name,
  };
}

class Writer {
  readonly declared: string[] = [];
  readonly fragments: string[] = [];
  readonly names = new Map<Field, string>();
  aliases = 0;
  directives = 0;
  readonly #stage: Stage;
  readonly #variables: (readonly [unknown, unknown])[] = [];
  readonly #shared = new Map<string, string>();

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  values(variant: Variant): Values {
    return Object.fromEntries(
      this.#variables.map((values, index) => [`v${index}`, values[variant]]),
    );
  }

  /** A selection cannot be empty, whatever is skipped. */
  selection(parts: Selection, parent: string | null = null): string {
    return `{ ${parts.map((part) => this.#part(part, parent)).join(' ')} __typename }`;
  }

  #part(part: Part, parent: string | null): string {
    return part.kind === 'field' ? this.#field(part, parent) : this.#fragment(part, parent);
  }

  #field(field: Field, parent: string | null): string {
    const call = field.name + this.#argument(field.argument);
    const name = this.#responseName(field, call, parent);
    this.names.set(field, name);
    const alias = name === call ? '' : `${name}: `;
    if (alias !== '') this.aliases += 1;
    const below = field.selection ? ` ${this.selection(field.selection)}` : '';
    return `${alias}${call}${this.#condition(field.condition)}${below}`;
  }

  /** Equal fields share a name and merge; different ones must not. */
  #responseName({ name, aliased }: Field, call: string, parent: string | null): string {
    if (aliased) return `own${this.names.size}`;
    // The one name that two types give different shapes.
    if (name === 'emails' && parent === 'EmeritusAccount') return 'addresses';
    if (call === name) return name;
    const shared = this.#shared.get(call) ?? `shared${this.#shared.size}`;
    this.#shared.set(call, shared);
    return shared;
  }

  #fragment({ on, spread, condition, selection }: Fragment, parent: string | null): string {
    const below = this.selection(selection, on ?? parent);
    if (!spread) {
      return `...${on === null ? '' : ` on ${on}`}${this.#condition(condition)} ${below}`;
    }
    const name = `F${this.fragments.length}`;
    this.fragments.push(`fragment ${name} on ${on} ${below}`);
    return `...${name}${this.#condition(condition)}`;
  }

  #condition(condition: Condition | null): string {
    if (!condition) return '';
    this.directives += 1;
    const { directive, value, variable } = condition;
    const written = variable ? this.#variable('Boolean!', value) : String(value[0]);
    return ` @${directive}(if: ${written})`;
  }

  #argument(argument: Argument | null): string {
    if (!argument) return '';
    const values = [this.#value(argument, 0), this.#value(argument, 1)] as const;
    const { kind, variable } = argument;
    if (!variable && values[0] === null) return '';
    const name = kind === 'bys' ? 'by' : kind;
    const written = variable
      ? this.#variable(TYPES[kind], values)
      : literal(values[0], kind === 'at');
    return `(${name}: ${written})`;
  }

  #value(argument: Argument, variant: Variant): unknown {
    switch (argument.kind) {
      case 'by':
        return named(given(argument, variant), this.#stage).by;
      case 'bys':
        return given(argument, variant).map((one) => named(one, this.#stage).by);
      case 'id':
        return namedNode(given(argument, variant), this.#stage).id;
      case 'ids':
        return given(argument, variant).map((one) => namedNode(one, this.#stage).id);
      case 'representations':
        return given(argument, variant).map((one) => represented(one, this.#stage).representation);
      case 'names':
      case 'fields':
      case 'at':
        return argument.value[argument.variable ? variant : 0];
    }
  }

  #variable(type: string, values: readonly [unknown, unknown]): string {
    const name = `$v${this.#variables.length}`;
    this.#variables.push(values);
    this.declared.push(`${name}: ${type}`);
    return name;
  }
}

function literal(value: unknown, isEnum: boolean): string {
  if (isEnum) return String(value);
  if (Array.isArray(value)) return `[${value.map((entry) => literal(entry, false)).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, entry]) => `${key}: ${literal(entry, false)}`);
  return `{ ${entries.join(', ')} }`;
}
