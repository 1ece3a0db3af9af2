import { UserError } from '@drillyard/errors';
import { bool, type ConfigStruct, listOf, string, stringOf } from '../config-file/config-schema.js';
import { ConfigFileError, decodeConfigFile } from '../config-file/decode-config-file.js';
import { aggregateMessage } from '../registry/field-error.js';
import type { AuthenticationConfiguration } from './authentication-configuration.js';
import { validateAuthenticationConfiguration } from './authentication-configuration-validation.js';

const struct = (name: string, fields: ConfigStruct['fields']): ConfigStruct => {
  return { kind: 'struct', name, goPackage: 'v1', fields };
};
const prefixedClaim = struct('PrefixedClaimOrExpression', {
  claim: string,
  prefix: string,
  expression: string,
});
const jwtAuthenticator = struct('JWTAuthenticator', {
  issuer: struct('Issuer', {
    url: string,
    discoveryURL: string,
    certificateAuthority: string,
    audiences: listOf(string),
    audienceMatchPolicy: stringOf('v1.AudienceMatchPolicyType'),
    egressSelectorType: stringOf('v1.EgressSelectorType'),
  }),
  claimValidationRules: listOf(
    struct('ClaimValidationRule', {
      claim: string,
      requiredValue: string,
      expression: string,
      message: string,
    }),
  ),
  claimMappings: struct('ClaimMappings', {
    username: prefixedClaim,
    groups: prefixedClaim,
    uid: struct('ClaimOrExpression', { claim: string, expression: string }),
    extra: listOf(struct('ExtraMapping', { key: string, valueExpression: string })),
  }),
  userValidationRules: listOf(
    struct('UserValidationRule', { expression: string, message: string }),
  ),
});
const configuration = struct('AuthenticationConfiguration', {
  jwt: listOf(jwtAuthenticator),
  anonymous: struct('AnonymousAuthConfig', {
    enabled: bool,
    conditions: listOf(struct('AnonymousAuthCondition', { path: string })),
  }),
});

const format = {
  kind: 'AuthenticationConfiguration',
  apiVersions: {
    'apiserver.config.k8s.io/v1': configuration,
    'apiserver.config.k8s.io/v1beta1': configuration,
    'apiserver.config.k8s.io/v1alpha1': configuration,
  },
  scheme: 'pkg/apis/apiserver/install/install.go:37',
};

/**
 * Reads `--authentication-config`. Throws AUTHENTICATION_CONFIGURATION_INVALID in upstream's
 * words. `disallowedIssuers` are those of service accounts: nobody else speaks for them.
 */
export function parseAuthenticationConfiguration(
  text: string,
  path: string,
  disallowedIssuers: readonly string[] = [],
): AuthenticationConfiguration {
  const config = decode(text, path);
  const errors = validateAuthenticationConfiguration(config, disallowedIssuers);
  if (errors.length > 0) throw refusal(aggregateMessage(errors));
  return config;
}

function decode(text: string, path: string): AuthenticationConfiguration {
  try {
    const { value, strictErrors } = decodeConfigFile(text, format);
    if (strictErrors.length > 0) {
      throw new ConfigFileError(`strict decoding error: ${strictErrors.join(', ')}`);
    }
    // The struct above has the fields of the configuration; those it needs are validated.
    const { jwt = [], ...rest } = value as unknown as Partial<AuthenticationConfiguration>;
    return { ...rest, jwt };
  } catch (error) {
    if (!(error instanceof ConfigFileError)) throw error;
    throw refusal(
      `failed to load authentication configuration from file ${JSON.stringify(path)}: ${error.message}`,
    );
  }
}

function refusal(message: string): UserError {
  return new UserError('AUTHENTICATION_CONFIGURATION_INVALID', message);
}
