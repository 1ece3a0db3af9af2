import {
  type FieldError,
  forbiddenValue,
  notSupported,
  required,
} from '../../../registry/field-error.js';
import type { DefinitionConversion } from '../custom-resource-definition.js';

const strategies = ['None', 'Webhook'];

/**
 * apiextensions `validateCustomResourceConversion`. A conversion by a webhook is refused: the
 * server asks no services of the cluster, so it could never serve such objects.
 */
export function validateConversion(
  conversion: DefinitionConversion | undefined,
  field: string,
): FieldError[] {
  if (conversion === undefined) return [];
  const { strategy, webhook } = conversion;
  const at = `${field}.webhookClientConfig`;
  const versions = webhook?.conversionReviewVersions ?? [];
  if (strategy === '') return [required(`${field}.strategy`)];
  if (!strategies.includes(strategy)) {
    return [notSupported(`${field}.strategy`, strategy, strategies)];
  }
  if (strategy === 'Webhook') {
    const detail = 'webhook conversion is not available in this cluster; use strategy None';
    return [
      ...(webhook?.clientConfig === undefined
        ? [required(at, 'required when strategy is set to Webhook')]
        : []),
      ...(versions.length === 0 ? [required(`${field}.conversionReviewVersions`)] : []),
      forbiddenValue(`${field}.strategy`, detail),
    ];
  }
  const detail = 'should not be set when strategy is not set to Webhook';
  return [
    ...(webhook?.clientConfig === undefined ? [] : [forbiddenValue(at, detail)]),
    ...(versions.length === 0 ? [] : [forbiddenValue(`${field}.conversionReviewVersions`, detail)]),
  ];
}
