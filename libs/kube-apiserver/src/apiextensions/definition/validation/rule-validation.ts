import {
  type FieldError,
  invalidValue,
  notSupported,
  required,
} from '../../../registry/field-error.js';
import type { JsonSchemaProps, ValidationRule } from '../../schema/json-schema-props.js';

const reasons = [
  'FieldValueDuplicate',
  'FieldValueForbidden',
  'FieldValueInvalid',
  'FieldValueRequired',
];
const hasNewline = (text: string) => /[\n\r]/.test(text);

/** The form of x-kubernetes-validations; whether a rule can be compiled is not looked at. */
export function validateRules(schema: JsonSchemaProps, field: string): FieldError[] {
  const rules = schema['x-kubernetes-validations'] ?? [];
  return rules.flatMap((rule, at) =>
    validateRule(rule, `${field}.x-kubernetes-validations[${at}]`),
  );
}

function validateRule(rule: ValidationRule, field: string): FieldError[] {
  const { message = '', messageExpression = '', reason, fieldPath = '' } = rule;
  const isBlank = (text: string) => text !== '' && text.trim() === '';
  return [
    ...validateText(rule.rule, message, field),
    ...(isBlank(messageExpression)
      ? [required(`${field}.messageExpression`, 'messageExpression must be non-empty if specified')]
      : []),
    ...(reason === undefined || reasons.includes(reason)
      ? []
      : [notSupported(`${field}.reason`, reason, reasons)]),
    ...(isBlank(fieldPath)
      ? [invalidValue(`${field}.fieldPath`, fieldPath, 'must be non-empty if specified')]
      : []),
    ...(hasNewline(fieldPath)
      ? [invalidValue(`${field}.fieldPath`, fieldPath, 'must not contain line breaks')]
      : []),
  ];
}

function validateText(rule: string, message: string, field: string): FieldError[] {
  const trimmed = message.trim();
  const at = `${field}.message`;
  if (rule.trim() === '') return [required(`${field}.rule`, 'rule is not specified')];
  if (message !== '' && trimmed === '') {
    return [invalidValue(at, message, 'must be non-empty if specified')];
  }
  if (hasNewline(trimmed)) return [invalidValue(at, message, 'must not contain line breaks')];
  if (!hasNewline(rule.trim()) || trimmed !== '') return [];
  return [required(at, 'message must be specified if rule contains line breaks')];
}
