import { CertificateError, parseCertificateBundle } from '@drillyard/certificates';
import {
  duplicateValue,
  type FieldError,
  forbiddenValue,
  invalidValue,
  required,
} from '../registry/field-error.js';
import type {
  AuthenticationConfiguration,
  ClaimValidationRule,
  JwtAuthenticatorConfig,
  PrefixedClaim,
} from './authentication-configuration.js';

/** Upstream's limit. */
const jwtAuthenticatorsMax = 64;
/** What upstream computes by CEL and this server does not. */
const noExpressions = 'expressions are not supported by this server: name a claim';

/** Apiserver `ValidateAuthenticationConfiguration`. */
export function validateAuthenticationConfiguration(
  { jwt, anonymous }: AuthenticationConfiguration,
  disallowedIssuers: readonly string[],
): FieldError[] {
  const errors = jwt.flatMap((each, index) => {
    const path = `jwt[${index}]`;
    const before = jwt.slice(0, index).map(issuerOf);
    return [
      ...validateJwtAuthenticator(each, path, disallowedIssuers),
      ...validateUniqueness(issuerOf(each), before, `${path}.issuer`),
    ];
  });
  if (jwt.length > jwtAuthenticatorsMax) {
    const detail = `must have at most ${jwtAuthenticatorsMax} items`;
    return [{ type: 'FieldValueTooMany', field: 'jwt', badValue: jwt.length, detail }];
  }
  if (anonymous?.conditions?.length && !anonymous.enabled) {
    const why = 'enabled should be set to true when conditions are defined';
    errors.push(invalidValue('anonymous.conditions', anonymous.conditions, why));
  }
  return errors;
}

type Issuer = JwtAuthenticatorConfig['issuer'];

/** What was read may lack what the type promises: that is looked for here. */
function issuerOf({ issuer }: Partial<JwtAuthenticatorConfig>): Issuer {
  return issuer ?? { url: '', audiences: [] };
}

function validateUniqueness(
  { url, discoveryURL }: Issuer,
  before: readonly Issuer[],
  path: string,
): FieldError[] {
  const errors: FieldError[] = [];
  if (before.some((other) => other.url === url)) errors.push(duplicateValue(`${path}.url`, url));
  if (discoveryURL && before.some((other) => other.discoveryURL === discoveryURL)) {
    errors.push(duplicateValue(`${path}.discoveryURL`, discoveryURL));
  }
  return errors;
}

function validateJwtAuthenticator(
  config: JwtAuthenticatorConfig,
  path: string,
  disallowedIssuers: readonly string[],
): FieldError[] {
  const { claimValidationRules = [] } = config;
  const { username = {}, groups = {}, uid = {}, extra = [] } = config.claimMappings ?? {};
  const mappings = `${path}.claimMappings`;
  const expressions = [
    ...(uid.expression ? [`${mappings}.uid.expression`] : []),
    ...extra.map((_, index) => `${mappings}.extra[${index}].valueExpression`),
    ...(config.userValidationRules ?? []).map(
      (_, index) => `${path}.userValidationRules[${index}].expression`,
    ),
  ];
  return [
    ...validateIssuer(issuerOf(config), `${path}.issuer`, disallowedIssuers),
    ...claimValidationRules.flatMap((rule, index) =>
      validateRule(
        rule,
        claimValidationRules.slice(0, index),
        `${path}.claimValidationRules[${index}]`,
      ),
    ),
    ...validatePrefixedClaim(username, `${mappings}.username`, true),
    ...validatePrefixedClaim(groups, `${mappings}.groups`, false),
    ...expressions.map((field) => forbiddenValue(field, noExpressions)),
  ];
}

function validateIssuer(
  issuer: Issuer,
  path: string,
  disallowedIssuers: readonly string[],
): FieldError[] {
  const { url = '', discoveryURL = '', certificateAuthority = '' } = issuer;
  const errors =
    url === '' ? [required(`${path}.url`)] : validateUrl(url, disallowedIssuers, `${path}.url`);
  if (discoveryURL !== '') {
    const field = `${path}.discoveryURL`;
    const bare = (text: string) => text.replace(/\/+$/, '');
    if (bare(url) === bare(discoveryURL)) {
      errors.push(invalidValue(field, discoveryURL, 'discoveryURL must be different from URL'));
    }
    errors.push(...validateUrl(discoveryURL, [], field));
  }
  errors.push(...validateAudiences(issuer, path));
  if (certificateAuthority !== '') {
    try {
      parseCertificateBundle(certificateAuthority);
    } catch (error) {
      if (!(error instanceof CertificateError)) throw error;
      errors.push(invalidValue(`${path}.certificateAuthority`, '<omitted>', error.message));
    }
  }
  return errors;
}

function validateUrl(text: string, disallowed: readonly string[], path: string): FieldError[] {
  const refuse = (why: string) => invalidValue(path, text, why);
  const errors: FieldError[] = [];
  if (disallowed.includes(text)) {
    const list = [...disallowed].sort().join(' ');
    errors.push(refuse(`URL must not overlap with disallowed issuers: [${list}]`));
  }
  if (!URL.canParse(text)) return [...errors, refuse('URL scheme must be https')];
  const url = new URL(text);
  if (url.protocol !== 'https:') errors.push(refuse('URL scheme must be https'));
  if (url.username !== '' || url.password !== '') {
    errors.push(refuse('URL must not contain a username or password'));
  }
  if (url.search !== '') errors.push(refuse('URL must not contain a query'));
  if (url.hash !== '') errors.push(refuse('URL must not contain a fragment'));
  return errors;
}

function validateAudiences(
  { audiences = [], audienceMatchPolicy = '' }: Issuer,
  path: string,
): FieldError[] {
  const field = `${path}.audiences`;
  if (audiences.length === 0) return [required(field, `at least one ${field} is required`)];
  const errors = audiences.flatMap((audience, index) => [
    ...(audience === '' ? [required(`${field}[${index}]`)] : []),
    ...(audiences.indexOf(audience) < index
      ? [duplicateValue(`${field}[${index}]`, audience)]
      : []),
  ]);
  const isOne = audiences.length === 1;
  if (audienceMatchPolicy === 'MatchAny' || (isOne && audienceMatchPolicy === '')) return errors;
  const why = isOne
    ? 'audienceMatchPolicy must be empty or MatchAny for single audience'
    : 'audienceMatchPolicy must be MatchAny for multiple audiences';
  return [...errors, invalidValue(`${path}.audienceMatchPolicy`, audienceMatchPolicy, why)];
}

function validateRule(
  { claim = '', expression = '', message = '' }: ClaimValidationRule,
  before: readonly ClaimValidationRule[],
  path: string,
): FieldError[] {
  if (claim !== '' && expression !== '') {
    return [invalidValue(path, claim, "claim and expression can't both be set")];
  }
  if (claim === '' && expression === '') return [required(path, 'claim or expression is required')];
  if (expression !== '') return [forbiddenValue(`${path}.expression`, noExpressions)];
  const errors: FieldError[] = [];
  if (message !== '') {
    const why = 'may not be specified when claim is set';
    errors.push(invalidValue(`${path}.message`, message, why));
  }
  if (before.some((other) => other.claim === claim)) {
    errors.push(duplicateValue(`${path}.claim`, claim));
  }
  return errors;
}

function validatePrefixedClaim(
  { claim = '', prefix, expression = '' }: PrefixedClaim,
  path: string,
  isRequired: boolean,
): FieldError[] {
  if (claim !== '' && expression !== '') {
    return [invalidValue(path, '', "claim and expression can't both be set")];
  }
  if (expression !== '') return [forbiddenValue(`${path}.expression`, noExpressions)];
  if (claim === '') return isRequired ? [required(path, 'claim or expression is required')] : [];
  const why =
    'prefix is required when claim is set. It can be set to an empty string to disable prefixing';
  return prefix === undefined ? [required(`${path}.prefix`, why)] : [];
}
