import { Kind, visit } from 'graphql';
import type { ASTNode, DocumentNode, GraphQLResolveInfo, OperationDefinitionNode } from 'graphql';
import type { ReadShapingFields } from '#users';

type Info = Pick<GraphQLResolveInfo, 'variableValues' | 'operation' | 'fragments'>;

/** The variables of an operation that decide what is read: those of directives and of the fields that shape a read. */
export class ShapingVariables {
  readonly #fields: ReadShapingFields;
  readonly #names = new WeakMap<OperationDefinitionNode, readonly string[]>();

  constructor(fields: ReadShapingFields) {
    this.#fields = fields;
  }

  /** Their values as one text: equal for requests that read the same. */
  values({ operation, fragments, variableValues }: Info): string {
    const names = this.#names.get(operation) ?? this.#collect(operation, fragments);
    return names.length === 0 ? '' : JSON.stringify(names.map((name) => variableValues[name]));
  }

  #collect(operation: OperationDefinitionNode, fragments: Info['fragments']): readonly string[] {
    const names = new Set<string>();
    const collect = (node: ASTNode): void => {
      visit(node, { Variable: ({ name }) => void names.add(name.value) });
    };
    const document: DocumentNode = {
      kind: Kind.DOCUMENT,
      definitions: [operation, ...Object.values(fragments)],
    };
    visit(document, {
      Directive: collect,
      Field: (node) => {
        if (this.#fields.has(node.name.value)) node.arguments?.forEach(collect);
      },
    });
    const found = [...names];
    this.#names.set(operation, found);
    return found;
  }
}
