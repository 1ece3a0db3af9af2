import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useId, useRef, useState } from 'react';
import { api, unwrap } from '../../api-client/client';
import { messageOf } from '../../api-client/problem';
import { queryClient } from '../../api-client/query-client';
import { Button } from '../../ui/button';
import { Icon } from '../../ui/icon';
import { tokenOf } from './login-token';

export function LoginForm() {
  const [pasted, setPasted] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  const login = useMutation({
    mutationFn: (token: string) => unwrap(api.POST('/api/login', { body: { token } })),
    onSuccess: () => queryClient.invalidateQueries(),
    onError: () => field.current?.select(),
  });
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    const token = tokenOf(pasted);
    if (token === '') field.current?.focus();
    else login.mutate(token);
  };
  return (
    <form className="login-form" onSubmit={onSubmit}>
      <label htmlFor={id}>Link or token</label>
      <div className="login-form-row">
        <input
          ref={field}
          id={id}
          className="field"
          value={pasted}
          onChange={(event) => setPasted(event.target.value)}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          aria-invalid={login.isError || undefined}
          aria-describedby={`${id}-error`}
        />
        <Button type="submit" look="primary" busy={login.isPending}>
          Sign in
        </Button>
      </div>
      <p id={`${id}-error`} className="form-error" role="alert">
        {login.isError && (
          <>
            <Icon name="warning" />
            {messageOf(login.error)}
          </>
        )}
      </p>
    </form>
  );
}
