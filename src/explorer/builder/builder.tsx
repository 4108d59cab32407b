import { type GraphiQLPlugin, useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import {
  type DocumentNode,
  type OperationDefinitionNode,
  Kind,
  OperationTypeNode,
  parse,
} from 'graphql';
import { useMemo, useState } from 'react';
import { useFacts } from '../panel/facts-context.ts';
import { textOf, toggled } from './edit.ts';
import { FieldTree } from './field-tree.tsx';
import type { Place } from './place.ts';

/** Our query builder in GraphiQL's sidebar: the schema as check boxes, with the sources of each field. */
export const builderPlugin: GraphiQLPlugin = {
  title: 'Query builder',
  icon: BuilderIcon,
  content: Builder,
};

const KINDS = [OperationTypeNode.QUERY, OperationTypeNode.MUTATION] as const;

function Builder() {
  const schema = useGraphiQL((state) => state.schema);
  const { document, operation, toggle, kind, setKind } = useBuilder();
  const [filter, setFilter] = useState('');
  const root = schema?.getRootType(kind);
  return (
    <div className="facet-panel facet-builder">
      <h1>Query builder</h1>
      <p>Check what you want. What a field needs is filled in; the editor takes it from there.</p>
      <fieldset className="facet-kinds">
        <legend className="facet-unseen">Operation</legend>
        {KINDS.map((one) => (
          <label key={one}>
            <input
              type="radio"
              name="facet-kind"
              checked={kind === one}
              onChange={() => setKind(one)}
            />
            {one}
          </label>
        ))}
      </fieldset>
      <input
        className="facet-input"
        type="search"
        placeholder="Find a field"
        aria-label="Find a field"
        value={filter}
        onChange={({ target }) => setFilter(target.value)}
      />
      {!document && <p className="facet-problem">The query has a mistake: mend it first.</p>}
      {schema && root && document && (
        <FieldTree
          schema={schema}
          type={root}
          set={operation?.selectionSet}
          place={[]}
          filter={filter.trim().toLowerCase()}
          onToggle={toggle}
        />
      )}
    </div>
  );
}

function useBuilder() {
  const schema = useGraphiQL((state) => state.schema);
  const editor = useGraphiQL((state) => state.queryEditor);
  const name = useGraphiQL((state) => state.operationName);
  const query = useGraphiQL(({ tabs, activeTabIndex }) => tabs[activeTabIndex]?.query ?? '');
  const { addTab } = useGraphiQLActions();
  const person = useFacts().people[0] ?? null;
  const document = useMemo(() => parsed(query), [query]);
  const current = document && operationIn(document, name);
  const [chosen, setKind] = useState<OperationTypeNode | null>(null);
  const kind = chosen ?? current?.operation ?? OperationTypeNode.QUERY;
  const operation = current?.operation === kind ? current : null;
  const toggle = (place: Place): void => {
    if (!schema || !document || !editor) return;
    if (current && !operation) addTab();
    const base = operation ? document : EMPTY;
    const edited = operation ?? newOperation(kind);
    const full = operation
      ? base
      : { ...base, definitions: [...(current ? [] : document.definitions), edited] };
    editor.setValue(
      textOf(toggled(full, edited, place, { schema, person }), operation ? query : ''),
    );
    setKind(null);
  };
  return { document, operation, toggle, kind, setKind };
}

const EMPTY: DocumentNode = { kind: Kind.DOCUMENT, definitions: [] };

/** `null` for a text with mistakes; one without anything but comments is an empty document. */
function parsed(query: string): DocumentNode | null {
  if (query.replaceAll(/#.*/g, '').trim() === '') return EMPTY;
  try {
    return parse(query);
  } catch {
    // GraphiQL's editor marks where the mistake is.
    return null;
  }
}

function operationIn(
  { definitions }: DocumentNode,
  name: string | null | undefined,
): OperationDefinitionNode | null {
  const operations = definitions.filter((one) => one.kind === Kind.OPERATION_DEFINITION);
  return operations.find((one) => one.name?.value === name) ?? operations[0] ?? null;
}

const newOperation = (operation: OperationTypeNode): OperationDefinitionNode => ({
  kind: Kind.OPERATION_DEFINITION,
  operation,
  name: { kind: Kind.NAME, value: 'Built' },
  selectionSet: { kind: Kind.SELECTION_SET, selections: [] },
});

function BuilderIcon() {
  return (
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden="true">
      <path d="M4 5h4v4H4zM11 7h9M8 13h4v4H8zM15 15h5" strokeLinejoin="round" />
    </svg>
  );
}
