#!/usr/bin/env python3
"""Mutants of PostFocus, all compiled in at once and switched on one by one.

    mutate.py check                    every snippet is found once in the worktree's sources
    mutate.py instrument               writes all mutants into the worktree's src
    mutate.py build                    builds the test projects; mutants that do not compile are dropped
    mutate.py trace Imaging [Cli …]    one run of each suite: which test classes reach which mutant
    mutate.py run Imaging [Cli …]      the mutants of these projects, one on each of CORES (default: 0,1)
    mutate.py table                    mutants-new.md and results-*.md from what was run

A list (lists/<Project>.txt) holds blocks:

    # 101 Tiff/TiffPixels.cs | why it would hurt
    - snippet, unique in the file (several lines possible, each with "- ")
    + the same with ON where the switch is read: ON ? mutated : original

TREE names a throw-away worktree, OUT the folder of the results (default: mutation). Verdicts are kept there in state.json, so
that runs can be cut off and go on. Mutants argued to be equivalent stand in lists/equivalent.txt: number and reason a line.
"""
import collections, json, os, re, shutil, signal, subprocess, sys, threading, time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

LISTS = Path(__file__).resolve().parent / 'lists'
if 'TREE' not in os.environ:
    sys.exit('TREE must name a throw-away worktree of this repository: its sources are changed.')
TREE = Path(os.environ['TREE']).resolve()
HOME = Path(os.environ.get('OUT', 'mutation')).resolve()
HOME.mkdir(parents=True, exist_ok=True)
TEMP = HOME / 'run'
PROJECTS = ['Imaging', 'Transforms', 'Trainers', 'Simulation', 'Cli', 'Interactive']
STATE = HOME / os.environ.get('STATE', 'state.json')
LIMIT = float(os.environ.get('LIMIT', 150))

SWITCH = '''
internal static class Mutant
{
    private static readonly int Active = int.Parse(System.Environment.GetEnvironmentVariable("MUTANT") ?? "0", System.Globalization.CultureInfo.InvariantCulture);
    private static readonly string? Trace = System.Environment.GetEnvironmentVariable("MUTANT_TRACE");
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<(int, string), bool> Reached = new();

    static Mutant()
    {
        if (Trace is not null)
            System.AppDomain.CurrentDomain.ProcessExit += (_, _) => System.IO.File.AppendAllLines(
                Trace + "." + System.Environment.ProcessId, System.Linq.Enumerable.Select(Reached.Keys, k => k.Item1 + "\\t" + k.Item2));
    }

    public static bool Is(int id) => Trace is null ? Active == id : Note(id);

    [System.ThreadStatic] private static object? _lastClass;
    [System.ThreadStatic] private static System.Collections.Generic.HashSet<int>? _seen;
    private static System.Func<object?>? _ofThread;

    private static bool Note(int id)
    {
        _ofThread ??= Find();
        var here = _ofThread();
        if (_seen is null || !ReferenceEquals(here, _lastClass))
            (_lastClass, _seen) = (here, []);
        if (_seen.Add(id))
            Reached.TryAdd((id, NameOf(here)), true);
        return false;
    }

    private static string NameOf(object? testClass)
    {
        foreach (var i in testClass?.GetType().GetInterfaces() ?? [])
        {
            if (i.GetProperty("TestClassName") is { } name)
                return (string?)name.GetValue(testClass) ?? "?";
        }
        return "?";
    }

    private static System.Func<object?> Find()
    {
        foreach (var assembly in System.AppDomain.CurrentDomain.GetAssemblies())
        {
            if (assembly.GetType("Xunit.TestContext") is { } type && type.GetProperty("Current") is { } current)
            {
                var get = (System.Func<object?>)System.Delegate.CreateDelegate(typeof(System.Func<object?>), current.GetMethod!);
                var testClass = current.PropertyType.GetProperty("TestClass")!;
                return () => get() is { } context ? testClass.GetValue(context) : null;
            }
        }
        return () => null;
    }
}
'''


class M:
    def __init__(self, project, id, file, why):
        self.project, self.id, self.file, self.why, self.old, self.new, self.state = project, id, file, why, [], [], ''

    path = property(lambda self: TREE / 'src' / f'PostFocus.{self.project}' / self.file)
    was = property(lambda self: '\n'.join(self.old))
    now = property(lambda self: '\n'.join(self.new))
    inserted = property(lambda self: re.sub(r'\bON\b', f'global::Mutant.Is({self.id})', self.now))


def load():
    found = []
    for project in PROJECTS:
        file = LISTS / f'{project}.txt'
        for number, line in enumerate(file.read_text().split('\n') if file.exists() else [], 1):
            if m := re.match(r'# (\d+) (\S+) \| (.*)', line):
                found.append(M(project, int(m[1]), m[2], m[3]))
            elif line.startswith('- '):
                found[-1].old.append(line[2:])
            elif line.startswith('+ '):
                found[-1].new.append(line[2:])
            elif line.strip():
                sys.exit(f'{file}:{number}: {line}')
    doubled = [i for i, n in collections.Counter(m.id for m in found).items() if n > 1]
    assert not doubled, doubled
    return found


def original(path):
    rel = path.relative_to(TREE)
    out = subprocess.run(['git', '-C', TREE, 'show', f"{os.environ.get('REF', 'HEAD')}:{rel}"], capture_output=True)
    return out.stdout.decode('utf-8-sig').replace('\r\n', '\n') if out.returncode == 0 else None


def loose(snippet):
    """Layout is free: white space between any two tokens, and a comma before a closing bracket."""
    pattern, before = '', ''
    for token in re.findall(r'\w+|"(?:[^"\\]|\\.)*"|\S', snippet):
        pattern += r'\s+' if re.match(r'\w', token) and re.search(r'\w$', before) else r'\s*' if before else ''
        pattern += (r'(?:,\s*)?' if token in ')]}' and before != ',' else '') + re.escape(token)
        before = token
    return re.compile(pattern)


def check(mutants, say=True):
    good, texts = [], {}
    for m in mutants:
        if m.path not in texts:
            texts[m.path] = original(m.path)
        text = texts[m.path]
        hits = [] if text is None else list(loose(m.was).finditer(text))
        problem = 'no such file' if text is None else '' if len(hits) == 1 else f'found {len(hits)} times' if m.old else 'empty'
        if not problem and 'ON' not in re.findall(r'\w+', m.now):
            problem = 'no ON'
        if problem:
            if say:
                print(f'{m.project} {m.id} {m.file}: {problem}: {m.was[:100]}')
        else:
            m.line = text[:hits[0].start()].count('\n') + 1
            m.span = hits[0].span()
            good.append(m)
    return good, texts


def load_state():
    return json.loads(STATE.read_text()) if STATE.exists() else {}


def all_states():
    found = {}
    for file in sorted(HOME.glob('state*.json')):
        found |= json.loads(file.read_text())
    return found


lock = threading.Lock()


def keep(id, **what):
    with lock:
        state = load_state()
        state.setdefault(str(id), {}).update(what)
        STATE.write_text(json.dumps(state, indent=0))


def instrument():
    state = load_state()
    mutants, texts = check(load())
    mutants = [m for m in mutants if state.get(str(m.id), {}).get('verdict') != 'does not compile']
    by_file = collections.defaultdict(list)
    for m in mutants:
        by_file[m.path].append(m)
    subprocess.run(['git', '-C', TREE, 'checkout', '-q', '--', 'src'], check=True)
    for path, here in by_file.items():
        text, end = texts[path], None
        for m in sorted(here, key=lambda m: -m.span[0]):
            if end is not None and m.span[1] > end:
                print(f'{m.project} {m.id} {m.file}: overlaps another mutant, left out')
                continue
            text, end = text[:m.span[0]] + m.inserted + text[m.span[1]:], m.span[0]
        path.write_text(text)
    for project in PROJECTS:
        (TREE / 'src' / f'PostFocus.{project}' / 'Mutant.cs').write_text(SWITCH)
    print(len(mutants), 'mutants in', len(by_file), 'files')


TRAVERSAL = """<Project DefaultTargets="Build">
  <ItemGroup><P Include="tests/PostFocus.Imaging.Tests/*.csproj;tests/PostFocus.Transforms.Tests/*.csproj;tests/PostFocus.Trainers.Tests/*.csproj;tests/PostFocus.Simulation.Tests/*.csproj;tests/PostFocus.Cli.Tests/*.csproj;tests/PostFocus.Interactive.Tests/*.csproj" /></ItemGroup>
  <Target Name="Restore"><MSBuild Projects="@(P)" Targets="Restore" /></Target>
  <Target Name="Build"><MSBuild Projects="@(P)" Targets="Build" BuildInParallel="true" Properties="Configuration=Release" /></Target>
</Project>
"""


def build():
    (TREE / 'mutation.proj').write_text(TRAVERSAL)
    for attempt in range(15):
        begun = time.time()
        out = subprocess.run(['dotnet', 'build', 'mutation.proj', '-m:2', '-v', 'q', '-nologo', '-clp:NoSummary', '-p:Configuration=Release',
                              '-p:RunAnalyzersDuringBuild=false', '-p:TreatWarningsAsErrors=false', '-p:EnforceCodeStyleInBuild=false',
                              '-p:GenerateDocumentationFile=false', '-p:NoWarn=CS0436%3BCS1591%3BNU1603%3BCS0162'], cwd=TREE, capture_output=True, text=True)
        print(time.strftime('%H:%M:%S'), 'built' if out.returncode == 0 else 'failed', f'{time.time() - begun:.0f} s', flush=True)
        if out.returncode == 0:
            return
        dropped = set()
        for path, line, what in set(re.findall(r'^\s*(/\S+\.cs)\((\d+),\d+\): error (CS\d+: [^\[]*)', out.stdout, re.M)):
            lines = Path(path).read_text().split('\n')
            for reach in (0, 1, 2, 4):
                ids = set(re.findall(r'Mutant\.Is\((\d+)\)', '\n'.join(lines[max(0, int(line) - 1 - reach):int(line) + reach])))
                if ids:
                    break
            print(path, line, what, '->', ids)
            dropped |= ids
        if not dropped:
            sys.exit(out.stdout[-5000:] + out.stderr[-2000:])
        for id in dropped:
            keep(id, verdict='does not compile')
        instrument()
    sys.exit('still does not compile')


def exe(project):
    return TREE / 'tests' / f'PostFocus.{project}.Tests' / 'bin/Release/net10.0' / f'PostFocus.{project}.Tests'


def start(project, args, core=None, limit=LIMIT, log=None, **env):
    """Exit code of a test run, or None past the limit."""
    temp = TEMP / f'{project}-{core}-{threading.get_ident()}'
    shutil.rmtree(temp, ignore_errors=True)
    temp.mkdir(parents=True)
    command = ([] if core is None else ['taskset', '-c', str(core)]) + [exe(project), '-noColor', '-noLogo', *args]
    with open(log or '/dev/null', 'w') as out:
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, cwd=exe(project).parent, start_new_session=True,
                                   env={**os.environ, 'TMPDIR': str(temp), **{k: str(v) for k, v in env.items()}})
        try:
            return process.wait(limit)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            return None
        finally:
            subprocess.run(['chmod', '-R', 'u+rwX', temp], capture_output=True)
            shutil.rmtree(temp, ignore_errors=True)


def trace(projects):
    for project in projects:
        for old in HOME.glob(f'trace-{project}.*'):
            old.unlink()
        begun = time.time()
        code = start(project, ['-xml', HOME / f'times-{project}.xml'], limit=1500, log=HOME / f'trace-log-{project}.txt', MUTANT_TRACE=HOME / f'trace-{project}.part')
        reached = collections.defaultdict(set)
        for part in HOME.glob(f'trace-{project}.part*'):
            for line in part.read_text().splitlines():
                id, test = line.split('\t')
                reached[id].add(test)
            part.unlink()
        (HOME / f'reached-{project}.json').write_text(json.dumps({k: sorted(v) for k, v in reached.items()}, indent=0))
        print('traced', project, 'exit', code, f'{time.time() - begun:.0f} s', flush=True)


def times(project):
    import xml.etree.ElementTree as ET
    took, failed = collections.Counter(), set()
    for test in ET.parse(HOME / f'times-{project}.xml').getroot().iter('test'):
        took[test.get('type')] += float(test.get('time') or 0)
        if test.get('result') == 'Fail':
            failed.add(test.get('name').split('(')[0])
    return took, failed


def starters():
    """Test classes that start processes."""
    out = subprocess.run(['grep', '-rlE', 'FreshProcess|Process\\.Start|ProcessStartInfo', TREE / 'tests', '--include=*Tests.cs'], capture_output=True, text=True)
    return {Path(line).stem for line in out.stdout.split()}


def judge(m, core, reached, took, failed):
    begun = time.time()
    name, folder = Path(m.file).stem, str(Path(m.file).parent).replace('/', '.')
    classes = set(reached.get(str(m.id), []))
    if not classes:
        keep(m.id, verdict='survived', how='not reached')
        return 'survived (not reached)'
    if '?' in classes:  # another process, or a thread without the test's context
        classes = (classes - {'?'} | {c for c in took if c.split('.')[-1] in starters()}) if len(classes) > 1 else set(took)
    words = re.findall('[A-Z][a-z]+', name)
    keys = {name, *Path(m.file).parts[:-1], *(w for w in words[:1] if len(w) >= 3)}
    mirrored = sorted((c for c in classes if any(k in c.split('.')[-1] for k in keys) or f'.{folder}.' in c), key=lambda c: took[c])
    rest = sorted(classes - set(mirrored), key=lambda c: took[c])
    targets = HOME / f'targets-{m.project}.txt'
    aimed = {int(l.split()[0]): l.split()[1:] for l in targets.read_text().splitlines()} if targets.exists() else {}
    if os.environ.get('STAGE1') and m.id in aimed:
        mirrored = [c for c in took if c.split('.')[-1] in aimed[m.id]]
    if os.environ.get('STAGE1') and not mirrored:
        return 'no mirrored test class'
    groups = [mirrored] if os.environ.get('STAGE1') else [g for g in (mirrored, [c for c in rest if took[c] < 1.5], [c for c in rest if took[c] >= 1.5]) if g]
    for stage, group in enumerate(groups):
        args = ['-stopOnFail', '-maxThreads', '1'] + [a for c in group for a in ('-class', c)] + [a for f in sorted(failed) for a in ('-method-', f)]
        log = TEMP.parent / f'log-{m.id}.txt'
        expected = sum(took[c] for c in group)
        code = start(m.project, args, core, LIMIT + 4 * (expected if m.project in ('Cli', 'Transforms') else 60), log, MUTANT=m.id)
        if code != 0:
            text = log.read_text()
            test = re.search(r'^\s+(PostFocus\S+).*\[FAIL\]', text, re.M)
            how = 'time limit' if code is None else test[1] if test else f'exit {code}'
            verdict = 'timeout' if code is None else 'killed'
            keep(m.id, verdict=verdict, how=how, seconds=round(time.time() - begun))
            return f'{verdict}: {how}'
    if os.environ.get('STAGE1'):
        with lock, open(HOME / f'stage1-{m.project}.txt', 'a') as out:
            out.write(f'{m.id}\n')
        return f'survived its {len(mirrored)} mirrored classes'
    keep(m.id, verdict='survived', how=f'{len(classes)} classes reach it', seconds=round(time.time() - begun))
    return f'SURVIVED ({len(classes)} classes)'


def run(projects, only=None):
    state = load_state()
    mutants, _ = check(load(), say=False)
    cores = collections.deque(int(core) for core in os.environ.get('CORES', '0,1').split(','))
    for project in projects:
        if (HOME / f'reached-{project}.json').exists():
            reached = json.loads((HOME / f'reached-{project}.json').read_text())
            took, failed = times(project)
        else:  # not traced: all classes, those of the mirrored folder first
            listed = subprocess.run([exe(project), '-noColor', '-list', 'classes'], capture_output=True, text=True).stdout.split()
            took, failed = {c: 1.0 for c in listed if c.startswith('PostFocus.')}, {t for t in os.environ.get('GREEN', '').split(',') if '.' in t}
            reached = {str(m.id): sorted(took) for m in mutants}
            print(len(took), 'classes, not traced')
        if os.environ.get('GREEN'):
            failed = {t for t in os.environ['GREEN'].split(',') if '.' in t}  # as it is since the trace
        if failed:
            print('not counted, fail without a mutant:', failed)
        def one(m):
            core = cores.popleft()
            try:
                answer = judge(m, core, reached, took, failed)
            except Exception as e:
                answer = f'tool: {e!r}'
            finally:
                cores.append(core)
            print(time.strftime('%H:%M:%S'), project, m.id, m.file, answer, flush=True)
        todo = [m for m in mutants if m.project == project and (m.id in only if only else 'verdict' not in state.get(str(m.id), {}))]
        todo.sort(key=lambda m: sum(took[c] for c in reached.get(str(m.id), [])))
        todo.sort(key=lambda m: 'Sequences/' in m.file)
        with ThreadPoolExecutor(len(cores)) as pool:
            list(pool.map(one, todo))
        table()


def table():
    state, mutants = all_states(), load()
    equivalent = dict(line.split(' ', 1) for line in (LISTS / 'equivalent.txt').read_text().splitlines() if line.strip()) if (LISTS / 'equivalent.txt').exists() else {}
    check(mutants, say=False)
    lines, rows = [], []
    cell = lambda s: s.replace('|', '\\|').replace('\n', ' ')
    for project in PROJECTS:
        here = [m for m in mutants if m.project == project]
        count = collections.Counter()
        body = []
        for m in here:
            s = state.get(str(m.id), {})
            verdict = s.get('verdict', 'not run')
            if verdict == 'survived' and str(m.id) in equivalent:
                verdict = 'equivalent'
            count[verdict] += 1
            how = equivalent.get(str(m.id), '') if verdict == 'equivalent' else s.get('how', '')
            body.append(f'| {m.id} | {m.file}:{getattr(m, "line", "?")} | `{cell(m.was)}` -> `{cell(re.sub(r"ON", "on", m.now))}` | {cell(m.why)} | {verdict} | {cell(how)} |')
        run = count['killed'] + count['survived'] + count['timeout'] + count['equivalent']
        judged = run - count['equivalent']
        share = 100 * (count['killed'] + count['timeout']) / judged if judged else 0
        rows.append(f'| {project} | {run} | {count["killed"]} | {count["timeout"]} | {count["survived"]} | {count["equivalent"]} | {share:.0f} % | {count["not run"]} | {count["does not compile"]} |')
        head = ['| # | file:line | change | why | verdict | by |', '| --- | --- | --- | --- | --- | --- |']
        (HOME / f'results-{project}.md').write_text('\n'.join(['| project | run | killed | time limit | survived | equivalent | killed of the others | not run | dropped |', '| --- ' * 9 + '|', rows[-1], '', *head, *body]) + '\n')
        lines += [f'\n## {project}\n', *head, *body]
    top = ['# New mutants', '', '`on` is the mutation switched on: `on ? a : b` reads: the mutant is a.', '',
           '| project | run | killed | time limit | survived | equivalent | killed of the others | not run | dropped |', '| --- ' * 9 + '|', *rows]
    (HOME / 'mutants-new.md').write_text('\n'.join(top + lines) + '\n')
    print('\n'.join(rows))


if __name__ == '__main__':
    command, rest = sys.argv[1], sys.argv[2:]
    if command == 'check':
        good, _ = check(load())
        print(collections.Counter(m.project for m in good))
    elif command == 'run':
        ids = {int(a) for a in rest if a.isdigit()}
        run([a for a in rest if not a.isdigit()] or sorted({m.project for m in load() if m.id in ids}), ids)
    elif command == 'trace':
        trace(rest)
    else:
        {'instrument': instrument, 'build': build, 'table': table}[command]()
