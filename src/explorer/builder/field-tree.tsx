import {
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  type SelectionSetNode,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
} from 'graphql';
import { useState } from 'react';
import { useFacts } from '../panel/facts-context.ts';
import { type Part, type Place, keyOf, selected } from './place.ts';

interface TreeProps {
  readonly schema: GraphQLSchema;
  readonly type: GraphQLCompositeType;
  readonly set: SelectionSetNode | undefined;
  readonly place: Place;
  /** In small letters; it filters the level where it stands. */
  readonly filter?: string;
  readonly onToggle: (place: Place) => void;
}

/** The fields of a type as check boxes; those that lead further open on demand. */
export function FieldTree({ filter = '', ...props }: TreeProps) {
  const { schema, type } = props;
  const fields = isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [];
  const found = fields.filter(({ name }) => name.toLowerCase().includes(filter));
  const types = isAbstractType(type) ? schema.getPossibleTypes(type) : [];
  return (
    <ul className="facet-tree">
      {found.map((field) => (
        <Branch key={field.name} {...props} part={{ field: field.name }} field={field} />
      ))}
      {types.map(({ name }) => (
        <Branch key={name} {...props} part={{ on: name }} />
      ))}
      {found.length + types.length === 0 && <li>No field has this name.</li>}
    </ul>
  );
}

interface BranchProps extends Omit<TreeProps, 'filter'> {
  readonly part: Part;
  readonly field?: GraphQLField<unknown, unknown>;
}

function Branch({ schema, type, set, place, onToggle, part, field }: BranchProps) {
  const [isOpen, open] = useState(false);
  const known = selected(set, part);
  const inner = 'on' in part ? schema.getType(part.on) : field && getNamedType(field.type);
  const leads = isCompositeType(inner);
  const here = [...place, part];
  return (
    <li>
      <div className="facet-branch">
        {leads ? (
          <button
            type="button"
            className="facet-twist"
            aria-expanded={isOpen}
            aria-label={`Fields of ${keyOf(part)}`}
            onClick={() => open(!isOpen)}
          />
        ) : (
          <span className="facet-twist-space" />
        )}
        <label title={field?.description ?? undefined}>
          <input type="checkbox" checked={Boolean(known)} onChange={() => onToggle(here)} />
          <span className="facet-field-name">{keyOf(part)}</span>
        </label>
        <Sources type={type} part={part} place={place} />
      </div>
      {isOpen && leads && (
        <FieldTree
          schema={schema}
          type={inner}
          set={known?.selectionSet}
          place={here}
          onToggle={onToggle}
        />
      )}
    </li>
  );
}

/** Which backends can supply a field of `User`, best first. */
function Sources({ type, part, place }: Pick<BranchProps, 'type' | 'part' | 'place'>) {
  const { sources } = useFacts();
  const parent = place.at(-1);
  const group = type.name !== 'User' && parent ? `${keyOf(parent)}.` : '';
  const found = sources.get(`${group}${keyOf(part)}`) ?? [];
  const backends = [...new Set(found.map(({ backend }) => backend))];
  if (backends.length === 0) return null;
  return <span className="facet-sources-hint">{backends.join(' › ')}</span>;
}
