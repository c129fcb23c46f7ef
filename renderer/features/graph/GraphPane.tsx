/** The argument as a graph in GSN: the middle pane, with the selection of outline and inspector. */
import { type KeyboardEvent, type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react'; // prettier-ignore
import { toCaseIndex } from '../../../shared/argument/case-index.ts';
import { type Module, toBoxId, toModules } from '../../../shared/argument/drawing/modules.ts';
import { toRevealing } from '../../../shared/argument/drawing/visible.ts';
import type { SafetyCase } from '../../../shared/case/model.ts';
import { toCount } from '../../../shared/review/words.ts';
import { Button } from '../../components/Button.tsx';
import { Menu, type MenuItem } from '../../components/Menu.tsx';
import { call } from '../../api.ts';
import { say, sayError } from '../../state/app.ts';
import { changeView, setFolded, showWhatIf, useArgument } from '../../state/argument.ts';
import { markReviewed, select, selectFound, setFind, useReading } from '../../state/reading.ts';
import { openChallenges, useReview } from '../../state/review.ts';
import { FindBar } from '../reading/FindBar.tsx';
import { useCommands } from '../shortcuts/commands.ts';
import { MiddleHead } from '../workspace/MiddleHead.tsx';
import { MIDDLE_PANEL } from '../workspace/MiddleTabs.tsx';
import { toSeen } from './camera.ts';
import { toDescription, toShownWords } from './describe.ts';
import { GraphCanvas } from './GraphCanvas.tsx';
import { Minimap } from './Minimap.tsx';
import { type GraphMove, toGraphLinks, toGraphMove } from './moves.ts';
import { ParentList } from './ParentList.tsx';
import { PrintSheets } from './PrintSheets.tsx';
import { useCamera } from './use-camera.ts';
import { useDrawing } from './use-drawing.ts';
import { useGraphFind } from './use-graph-find.ts';
import './graph.css';

const STEP_WORDS = { layers: 'Sorting into levels', places: 'Placing', lines: 'Drawing lines' };
const ZOOM_STEP = 1.25;
const PAGE = 0.8;
/** Modules that the menu lists one by one. */
const MOST_LISTED = 40;

export default function GraphPane({ safetyCase }: { readonly safetyCase: SafetyCase }): ReactNode {
  const selection = useReading((state) => state.selection);
  const selectedId = selection?.kind === 'node' ? selection.id : null;
  const isFinding = useReading((state) => state.find.isOpen);
  const view = useArgument((state) => state.view);
  const levels = useArgument(({ view, early }) => (view ?? early).levels ?? null);
  const whatIf = useArgument((state) => state.whatIf);
  const isWhatIfOpen = useArgument((state) => state.isWhatIfOpen);
  const review = useReview((state) => state.view);
  const { drawing, step, why, cancel } = useDrawing(safetyCase);
  const links = useMemo(() => (drawing === null ? null : toGraphLinks(drawing)), [drawing]);
  const index = useMemo(() => toCaseIndex(safetyCase), [safetyCase]);
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLDivElement>(null);
  const modules = useMemo(() => toModules(safetyCase.nodes), [safetyCase]);
  // The box of a closed module is no node that other views know: it is where one is, as long as nothing else is selected.
  const [boxAt, setBoxAt] = useState<{ readonly id: string; readonly selectedId: string | null } | null>(null);
  const isAtBox = boxAt !== null && boxAt.selectedId === selectedId && links?.nodes.has(boxAt.id) === true;
  const currentId = isAtBox ? boxAt.id : selectedId;
  const { camera, screen, move, zoom, fitAll } = useCamera(frame, drawing, links, currentId, view?.focus ?? null);
  const [said, setSaid] = useState('');
  const [isPrinting, setPrinting] = useState(false);
  const [parents, setParents] = useState<readonly string[] | null>(null);
  const [fallen, failed] = useMemo(() => [new Set([...(whatIf?.fallen ?? []), ...(whatIf?.failed ?? [])]), new Set(whatIf?.failed ?? [])], [whatIf]);

  const reveal = useCallback((id: string) => {
    const { view: now } = useArgument.getState();
    if (now !== null && index.byId.has(id)) changeView(toRevealing(index, now, id));
  }, [index]);
  // Whatever is selected elsewhere is unfolded to, or the picture would be of something else.
  useEffect(() => {
    if (!isAtBox && selectedId !== null && links !== null && !links.nodes.has(selectedId)) reveal(selectedId);
  }, [isAtBox, selectedId, links, reveal]);
  useGraphFind(safetyCase, goToHit);

  function goTo(id: string): void {
    setParents(null);
    if ((links?.nodes.get(id)?.members.length ?? 0) > 0) setBoxAt({ id, selectedId });
    else {
      setBoxAt(null);
      select({ kind: 'node', id });
    }
    canvas.current?.focus({ preventScroll: true });
  }
  function follow(answer: GraphMove): void {
    if (answer.kind === 'go') {
      setSaid(`${answer.words} ${answer.id}, ${String(answer.at)} of ${String(answer.of)}.`);
      goTo(answer.id);
    } else if (answer.kind === 'choose') setParents(answer.ids);
    else if (answer.kind === 'unfold') unfold(answer.id);
    else setSaid(answer.words);
  }
  function unfold(id: string): void {
    const box = links?.nodes.get(id);
    if (box !== undefined && box.members.length > 0) {
      openModule(box.members);
      return;
    }
    setFolded(id, false);
    setSaid(`${id} is unfolded.`);
  }
  function openModule(members: readonly string[]): void {
    const module = modules.find((one) => one.members[0] === members[0]);
    if (module !== undefined) setModules((view?.closed ?? []).filter((name) => name !== module.name));
    setBoxAt(null);
    // One is in it afterwards: where one was before, or at its first node.
    if (selectedId === null || !members.includes(selectedId)) select({ kind: 'node', id: members[0] ?? '' });
  }
  function setModules(closed: readonly string[]): void {
    const before = view?.closed ?? [];
    const own = modules.find(({ name, members }) => closed.includes(name) && !before.includes(name) && members.includes(selectedId ?? ''));
    if (own !== undefined) setBoxAt({ id: toBoxId(own.name, index), selectedId });
    changeView({ closed });
    const changed = [...closed.filter((name) => !before.includes(name)), ...before.filter((name) => !closed.includes(name))];
    setSaid(`${changed.length === 1 ? `Module ${changed[0] ?? ''} is` : `${String(changed.length)} modules are`} ${closed.length > before.length ? 'closed' : 'open'}.`);
  }
  function toggleFold(): void {
    const node = currentId === null ? undefined : links?.nodes.get(currentId);
    if (node !== undefined && node.members.length > 0) {
      openModule(node.members);
      return;
    }
    if (node === undefined || !node.canFold) {
      setSaid(node === undefined ? 'Nothing is selected.' : `Nothing stands below ${node.id}.`);
      return;
    }
    setFolded(node.id, node.hidden === null);
    setSaid(`${node.id} is ${node.hidden === null ? 'folded' : 'unfolded'}.`);
  }
  function toggleFocus(): void {
    if (selectedId === null && view?.focus === null) return;
    const focus = view?.focus === null || view?.focus !== selectedId ? selectedId : null;
    changeView({ focus });
    setSaid(focus === null ? 'The whole argument.' : `Only ${focus} and what is below.`);
  }
  function describe(): void {
    if (drawing === null || links === null) return;
    const words = toDescription(drawing, links, [...new Set(openChallenges(review).map((one) => one.target.id))], fallen);
    setSaid(words);
    say(words);
  }
  async function save(): Promise<void> {
    const { view: now, failed: set } = useArgument.getState();
    if (now === null) return;
    const reply = await call('case.saveDrawing', { ...now, failed: [...set] });
    if (!reply.ok) sayError(reply.error);
    else if (reply.value.saved) say('Drawing saved.');
  }
  useCommands({
    find: () => { setFind({ isOpen: true }); },
    'focus-subtree': toggleFocus,
    fold: toggleFold,
    'describe-view': describe,
    'fit-view': fitAll,
    'zoom-in': () => { zoom(ZOOM_STEP); },
    'zoom-out': () => { zoom(1 / ZOOM_STEP); },
    'save-drawing': () => void save(),
    print: () => { setPrinting(true); },
  });

  function handleKey(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey || links === null) return;
    const answer = currentId === null ? null : toGraphMove(event.key, event.shiftKey, currentId, links);
    if (answer !== null) follow(answer);
    else if (event.key === 'Enter') document.querySelector<HTMLElement>('#inspector')?.focus();
    else if (event.key === 'Escape' && view?.focus !== null) changeView({ focus: null });
    else if (event.key === ' ' && selectedId !== null) void markReviewed('node', selectedId);
    else if (event.key === 'PageDown' || event.key === 'PageUp') page(event.key === 'PageDown' ? 1 : -1, event.shiftKey);
    else return;
    event.preventDefault();
  }
  function page(direction: 1 | -1, isSideways: boolean): void {
    move((now) => ({
      ...now,
      x: isSideways ? now.x + (direction * PAGE * screen.width) / now.zoom : now.x,
      y: isSideways ? now.y : now.y + (direction * PAGE * screen.height) / now.zoom,
    }));
  }

  const more: readonly MenuItem[] = [
    { label: 'Describe this view', onChoose: describe, keys: 'D' },
    { label: 'Show the whole drawing', onChoose: fitAll, keys: '0' },
    { label: 'Save as SVG', onChoose: () => void save() },
    { label: 'Print', onChoose: () => { setPrinting(true); } },
  ];
  const selectedBox = currentId === null ? undefined : links?.nodes.get(currentId);
  return (
    <section className="pane paper" id="reader" aria-label="Graph" data-pane="" tabIndex={-1}>
      <MiddleHead canFind={true}>
        <h1 className="vh">Graph of {safetyCase.title}</h1>
      </MiddleHead>
      {isFinding && <FindBar label="Find in the argument" />}
      <div className="gtool" role="group" aria-label="What is drawn">
        {view?.focus != null && (
          <Button kind="quiet" icon="cross" onClick={() => { changeView({ focus: null }); }}>{`${view.focus} and below`}</Button>
        )}
        <span className="small q num nw">{drawing === null ? '' : toShownWords(drawing)}</span>
        <span className="grow" />
        <Button kind="quiet" keys="F" aria-pressed={view?.focus != null} onClick={toggleFocus}>Focus</Button>
        {modules.length > 1 && <Menu label="Modules" items={toModuleItems(modules, view?.closed ?? [], setModules)} />}
        <Menu label={toLevelWords(levels)} items={toLevelItems(levels)} />
        <Button kind="quiet" icon="scales" aria-pressed={isWhatIfOpen} onClick={() => { showWhatIf(!isWhatIfOpen); }}>What if</Button>
        <Menu label="More" items={more} />
      </div>
      <div className="panel graphframe" id={MIDDLE_PANEL} role="tabpanel" aria-label="Graph" ref={frame}>
        {drawing !== null && links !== null && screen.width > 0 && (
          <>
            <GraphCanvas ref={canvas} onCamera={move} onSelect={goTo} onUnfold={unfold} onKeyDown={handleKey} selectedId={currentId} {...{ drawing, links, camera, screen, fallen, failed }} />
            <Minimap drawing={drawing} seen={toSeen(camera, screen)} fallen={fallen} onGo={(x, y) => { move((now) => ({ ...now, x: x - screen.width / now.zoom / 2, y: y - screen.height / now.zoom / 2 })); }} />
            <div className="zooms" role="group" aria-label="Size of the drawing">
              <Button kind="quiet" icon="plus" isIconOnly onClick={() => { zoom(ZOOM_STEP); }}>Larger</Button>
              <Button kind="quiet" icon="bar" isIconOnly onClick={() => { zoom(1 / ZOOM_STEP); }}>Smaller</Button>
              <Button kind="quiet" onClick={fitAll}>Whole</Button>
              <span className="small q num">{Math.max(1, Math.round(camera.zoom * 100))} %</span>
            </div>
          </>
        )}
        {parents !== null && currentId !== null && (
          <ParentList ids={parents} of={currentId} left={Math.max(8, Math.min(screen.width - 320, ((selectedBox?.x ?? 0) - camera.x) * camera.zoom))} top={Math.max(8, ((selectedBox?.y ?? 0) - camera.y) * camera.zoom - 8)} onChoose={goTo} onClose={() => { setParents(null); canvas.current?.focus(); }} />
        )}
        {step !== null && (
          <div className="graphbusy" role="status"><span>{STEP_WORDS[step]}, {safetyCase.nodes.length} nodes</span><Button onClick={cancel}>Cancel</Button></div>
        )}
        {why !== null && <p className="graphbusy" role="alert">{why}</p>}
      </div>
      {isPrinting && drawing !== null && <PrintSheets {...{ safetyCase, drawing, fallen, failed }} onDone={() => { setPrinting(false); }} />}
      <div className="vh" role="status" aria-label="Moves in the graph">{said}</div>
    </section>
  );
} // prettier-ignore

function goToHit(id: string): void {
  selectFound({ kind: 'node', id });
}

/** A tick for each module that is open, and all of them at once. */
function toModuleItems(modules: readonly Module[], closed: readonly string[], onChange: (closed: readonly string[]) => void): readonly MenuItem[] {
  const names = modules.map((one) => one.name);
  return [
    { label: 'Close all modules', why: closed.length === names.length ? 'all are closed' : null, onChoose: () => { onChange(names); } },
    { label: 'Open all modules', why: closed.length === 0 ? 'all are open' : null, onChoose: () => { onChange([]); } },
    ...modules.slice(0, MOST_LISTED).map(({ name, members }): MenuItem => ({
      label: `${name}, ${toCount(members.length, 'node')}`,
      isChecked: !closed.includes(name),
      onChoose: () => { onChange(closed.includes(name) ? closed.filter((one) => one !== name) : [...closed, name]); },
    })),
  ];
} // prettier-ignore

function toLevelWords(levels: number | null): string {
  return levels === null ? 'All levels' : `${String(levels)} levels`;
}

function toLevelItems(levels: number | null): readonly MenuItem[] {
  return [2, 3, 4, 6, 8, null].map((one) => ({
    label: one === null ? 'All levels' : `${String(one)} levels`,
    isChecked: one === levels,
    onChoose: () => {
      changeView({ levels: one, folded: [], unfolded: [] });
    },
  }));
}
