import {
  type GraphQLArgument,
  type GraphQLInputType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredArgument,
  isRequiredInputField,
} from 'graphql';
import type { KnownPerson } from '../api/facts.ts';
import { identifierOf } from '../identifiers.ts';

const TEXTS: Readonly<Record<string, unknown>> = {
  Int: 1,
  Float: 1,
  Boolean: true,
  EmailAddress: 'somebody@example.com',
  PhoneNumber: '+919876543210',
  CountryCode: 'IN',
  LanguageCode: 'en',
};

/** Values for the arguments that a field cannot do without, about somebody who is there. */
export const sampleArguments = (
  args: readonly GraphQLArgument[],
  person: KnownPerson | null,
): readonly (readonly [name: string, value: unknown])[] =>
  args.filter(isRequiredArgument).map((argument) => [argument.name, sample(argument.type, person)]);

/** Enum values are told from texts by being symbols. */
function sample(type: GraphQLInputType, person: KnownPerson | null): unknown {
  if (isNonNullType(type)) return sample(type.ofType, person);
  if (isListType(type)) return [sample(type.ofType, person)];
  if (isEnumType(type)) return Symbol(type.getValues()[0]?.name);
  if (!isInputObjectType(type)) return TEXTS[type.name] ?? idOrText(type.name, person);
  if (type.name === 'UserBy') return person ? identifierOf(person) : { id: 'user_' };
  return Object.fromEntries(
    Object.values(type.getFields())
      .filter(isRequiredInputField)
      .map((field) => [field.name, sample(field.type, person)]),
  );
}

const idOrText = (type: string, person: KnownPerson | null): string =>
  type === 'ID' ? (person?.id ?? '') : '';
