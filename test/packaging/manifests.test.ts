import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { readConfig } from '#config';
import { VERSION } from '#version';
import { VARIABLES } from '../../src/config/read-config.ts';
import { all, stagesOf } from '../install/dockerfile.ts';

const root = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');

interface Job {
  readonly steps: readonly { readonly run?: string }[];
}

describe('the Dockerfile', () => {
  const [build, image] = stagesOf(read('deploy/Dockerfile'));

  it('copies what there is, runs as nobody in particular, and lets signals through', () => {
    if (!build || !image) throw new Error('It has two stages.');
    const named = all(build, 'COPY')
      .flatMap((rest) => rest.split(' ').slice(0, -1))
      .filter((path) => path !== '.' && !path.includes('*'));
    for (const path of named) expect([path, existsSync(new URL(path, root))]).toEqual([path, true]);
    expect(all(image, 'USER')).toEqual(['node']);
    expect(all(image, 'ENTRYPOINT')[0]).toMatch(/^\["node", /);
    expect(all(image, 'HEALTHCHECK')).toHaveLength(1);
  });

  it('leaves out of the image what git leaves out, and credentials', () => {
    const ignored = read('deploy/Dockerfile.dockerignore').split('\n');
    for (const path of ['.env', '.git', 'node_modules', 'data', 'dist'])
      expect(ignored).toContain(path);
  });
});

describe('the manifests', () => {
  const compose = parse(read('deploy/compose.yaml'), { merge: true });
  const documents = parseAllDocuments(read('deploy/kubernetes/facet.yaml')).map((one) => {
    expect(one.errors).toEqual([]);
    return one.toJS();
  });
  const kind = (name: string) => documents.find((one) => one.kind === name);

  it('name variables that there are, in values that Facet takes', () => {
    const settings: Record<string, string> = kind('ConfigMap').data;
    const { environment } = compose.services['facet-1'];
    for (const name of [...Object.keys(settings), ...Object.keys(environment)]) {
      expect(VARIABLES).toContain(name);
    }
    const plain = Object.entries(settings).filter(([name]) => !name.endsWith('_FILE'));
    const callers = { HOST: '127.0.0.1', CHAKRA_TOKEN: 'token' };
    expect(() => readConfig({ ...Object.fromEntries(plain), ...callers })).not.toThrow();
  });

  it('start two Facets with a PostgreSQL and a gateway on one machine', () => {
    expect(Object.keys(compose.services)).toEqual(['facet-1', 'facet-2', 'postgres', 'gateway']);
    for (const name of ['facet-1', 'facet-2']) {
      const service = compose.services[name];
      expect(service).toMatchObject({ read_only: true, cap_drop: ['ALL'] });
      expect(service.networks.default.aliases).toEqual(['facet']);
      expect(existsSync(new URL(service.build.dockerfile, new URL('x', root)))).toBe(true);
    }
    for (const volume of compose.services.gateway.volumes) {
      const [path = ''] = volume.split(':');
      // Made by `npm run supergraph`.
      if (path.endsWith('supergraph.graphql')) continue;
      expect(existsSync(new URL(path, new URL('deploy/', root)))).toBe(true);
    }
  });

  it('have Kubernetes ask what Facet answers, by a name that it is called by', () => {
    const { spec } = kind('Deployment').spec.template;
    const [container] = spec.containers;
    const hosts = String(kind('ConfigMap').data.ALLOWED_HOSTS).split(',');
    for (const [probe, path] of [
      ['startupProbe', '/healthz'],
      ['livenessProbe', '/healthz'],
      ['readinessProbe', '/readyz'],
    ] as const) {
      const { httpGet } = container[probe];
      expect(httpGet).toMatchObject({ path, port: 'graphql' });
      expect(hosts).toContain(httpGet.httpHeaders[0].value);
    }
    expect(container.image).toBe(`facet:${VERSION}`);
    expect(container.securityContext).toMatchObject({ readOnlyRootFilesystem: true });
    expect(kind('Service').spec.ports[0].targetPort).toBe('graphql');
  });

  it('of the workflows are YAML, and run scripts that there are', () => {
    const { scripts } = JSON.parse(read('package.json'));
    for (const name of readdirSync(new URL('.github/workflows/', root))) {
      const { jobs } = parse(read(`.github/workflows/${name}`));
      const commands = Object.values<Job>(jobs).flatMap(({ steps }) =>
        steps.map(({ run = '' }) => run),
      );
      for (const [, script = ''] of commands.join('\n').matchAll(/npm run (\S+)/g)) {
        expect(scripts).toHaveProperty([script]);
      }
    }
    expect(JSON.parse(read('renovate.json'))).toHaveProperty('extends');
  });
});
