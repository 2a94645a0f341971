'use strict';
const byId = id => document.getElementById(id);

// Restored frames: filter and order.
const list = byId('list');
if (list) {
  const strips = [...list.children];
  const number = name => strip => strip.dataset[name] === '' ? Infinity : Number(strip.dataset[name]);
  const ascending = key => (a, b) => key(a) - key(b) || a.dataset.rank - b.dataset.rank;
  const orders = {
    rank: ascending(number('rank')),
    sequence: (a, b) => a.dataset.sequence.localeCompare(b.dataset.sequence, undefined, { numeric: true }) || a.dataset.frame - b.dataset.frame,
    trust: ascending(number('trust')),
    spread: ascending(strip => -number('spread')(strip)),
    oof: ascending(strip => -number('oof')(strip)),
    after: ascending(strip => -number('after')(strip)),
  };
  const show = () => {
    const name = byId('filter-name').value.toLowerCase();
    const verdict = byId('filter-verdict').value;
    for (const strip of strips)
      strip.hidden = !strip.dataset.sequence.toLowerCase().includes(name) || (verdict !== '' && strip.dataset.verdict !== verdict);
    byId('shown').textContent = `${strips.filter(strip => !strip.hidden).length} of ${strips.length} shown`;
  };
  byId('filter-name').addEventListener('input', show);
  byId('filter-verdict').addEventListener('change', show);
  byId('order').addEventListener('change', event => list.append(...[...strips].sort(orders[event.target.value])));
}

// Sequences: order by a column.
const body = byId('sequences').tBodies[0];
byId('sequences').querySelectorAll('thead th').forEach((header, column) => header.addEventListener('click', () => {
  const descending = header.getAttribute('aria-sort') === 'ascending';
  header.parentElement.querySelectorAll('th').forEach(other => other.setAttribute('aria-sort', 'none'));
  header.setAttribute('aria-sort', descending ? 'descending' : 'ascending');
  const compare = new Intl.Collator('en', { numeric: true }).compare;
  const text = row => row.cells[column].textContent;
  const rows = [...body.rows].sort((a, b) => {
    const [x, y] = [parseFloat(text(a)), parseFloat(text(b))];
    return column > 0 && !isNaN(x) && !isNaN(y) ? x - y : compare(text(a), text(b));
  });
  body.append(...(descending ? rows.reverse() : rows));
}));

// Focus over time: what a cell is, by pointer or keys.
const map = byId('map');
const data = JSON.parse(byId('frames').textContent);
let [row, column] = [0, 0];
const frame = () => (data.numbers ?? data.sequences[row].numbers)[column];
const point = () => {
  const state = data.states[data.sequences[row].frames[column]] ?? 'no frame';
  byId('map-cell').textContent = `${data.sequences[row].name}, frame ${frame() ?? '–'}: ${state}`;
  const cursor = byId('map-cursor');
  cursor.removeAttribute('hidden');
  cursor.setAttribute('x', column);
  cursor.setAttribute('y', row);
};
const between = (value, count) => Math.max(0, Math.min(count - 1, value));
map.addEventListener('pointermove', event => {
  const box = map.getBoundingClientRect();
  column = between(Math.floor((event.clientX - box.left) / box.width * data.columns), data.columns);
  row = between(Math.floor((event.clientY - box.top) / box.height * data.sequences.length), data.sequences.length);
  point();
});
const open = () => {
  const strips = [...document.querySelectorAll('.strip')].filter(strip => strip.dataset.sequence === data.sequences[row].name);
  const target = strips.find(strip => Number(strip.dataset.frame) === frame()) ?? strips[0] ?? byId(`s${row}`);
  target.hidden = false;
  target.scrollIntoView({ block: 'center' });
  (target.querySelector('.compare') ?? target.querySelector('a') ?? map).focus({ preventScroll: true });
};
map.addEventListener('click', open);
map.addEventListener('keydown', event => {
  const [down, right] = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key] ?? [0, 0];
  if (event.key === 'Enter')
    open();
  else if (down || right) {
    [row, column] = [between(row + down, data.sequences.length), between(column + right, data.columns)];
    point();
    event.preventDefault();
  }
});

// Recorded and restored, one over the other.
const dialog = byId('compare');
let picture;
const panels = list?.dataset.panels;
const size = () => {
  const [width, height] = [picture.naturalWidth / panels, picture.naturalHeight];
  const fit = Math.min(innerWidth * .85 / width, innerHeight * .7 / height);
  const zoom = Number(byId('zoom').value) || fit;
  ['recorded', 'restored'].forEach((id, panel) => Object.assign(byId(id).style, {
    width: `${width * zoom}px`,
    height: `${height * zoom}px`,
    backgroundImage: `url(${picture.src})`,
    backgroundSize: `${panels * width * zoom}px ${height * zoom}px`,
    backgroundPosition: `${-panel * width * zoom}px 0`,
  }));
};
const wipe = () => byId('stage').style.setProperty('--wipe', `${100 - byId('wipe').value}%`);
document.addEventListener('click', event => {
  const button = event.target.closest?.('.compare');
  if (!button)
    return;
  picture = button.querySelector('img');
  byId('compare-title').textContent = button.closest('.strip').querySelector('h3').textContent;
  size();
  wipe();
  dialog.showModal();
  byId('wipe').focus();
});
byId('wipe').addEventListener('input', wipe);
byId('zoom').addEventListener('change', size);
byId('close').addEventListener('click', () => dialog.close());
byId('stage').addEventListener('pointermove', event => {
  const box = byId('recorded').getBoundingClientRect();
  byId('wipe').value = 100 - between(Math.round(100 * (event.clientX - box.left) / box.width), 101);
  wipe();
});
