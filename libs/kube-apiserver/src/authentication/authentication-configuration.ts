/** What `--authentication-config` says (apiserver.config.k8s.io/v1 `AuthenticationConfiguration`). */
export interface AuthenticationConfiguration {
  readonly jwt: readonly JwtAuthenticatorConfig[];
  /** Undefined leaves `--anonymous-auth` in charge. */
  readonly anonymous?: AnonymousAuthConfig;
}

export interface AnonymousAuthConfig {
  readonly enabled: boolean;
  /** The only paths; every path where it is left out. */
  readonly conditions?: readonly { readonly path: string }[];
}

/** One issuer of OpenID Connect ID tokens, and how their claims become a user. */
export interface JwtAuthenticatorConfig {
  readonly issuer: {
    readonly url: string;
    /** Where its metadata is, if not below its URL. */
    readonly discoveryURL?: string;
    /** PEM; the system's authorities where it is left out. */
    readonly certificateAuthority?: string;
    readonly audiences: readonly string[];
    readonly audienceMatchPolicy?: string;
  };
  readonly claimValidationRules?: readonly ClaimValidationRule[];
  readonly claimMappings: {
    readonly username: PrefixedClaim;
    readonly groups?: PrefixedClaim;
    readonly uid?: { readonly claim?: string; readonly expression?: string };
    readonly extra?: readonly { readonly key: string; readonly valueExpression: string }[];
  };
  readonly userValidationRules?: readonly { readonly expression: string }[];
}

export interface ClaimValidationRule {
  readonly claim?: string;
  readonly requiredValue?: string;
  readonly expression?: string;
  readonly message?: string;
}

export interface PrefixedClaim {
  readonly claim?: string;
  readonly prefix?: string;
  readonly expression?: string;
}
