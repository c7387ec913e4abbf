// Shows the mailbox and looks for new mail every two seconds.
const REFRESH_MILLIS = 2000;

const find = (selector) => document.querySelector(selector);
const read = new Set();
let shown = '';
let selected = decodeURIComponent(location.hash.slice(1));

function element(name, className, text) {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

function time(instant) {
  const at = new Date(instant);
  const today = at.toDateString() === new Date().toDateString();
  return today
    ? at.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })
    : at.toLocaleDateString([], { day: 'numeric', month: 'short' });
}

function matches(mail, filter) {
  return `${mail.to} ${mail.from} ${mail.subject}`.toLowerCase().includes(filter);
}

function showList(mails) {
  const filter = find('.filter').value.trim().toLowerCase();
  const visible = mails.filter((mail) => matches(mail, filter));
  const state = JSON.stringify([visible.map((mail) => mail.id), selected, [...read], filter]);
  if (state === shown) {
    return;
  }
  shown = state;
  const focused = document.activeElement?.dataset.id;
  find('.list').replaceChildren(...visible.map(item));
  if (focused) {
    find(`.item[data-id="${focused}"]`)?.focus();
  }
  const unread = mails.filter((mail) => !read.has(mail.id)).length;
  document.title = `${unread > 0 ? `(${unread}) ` : ''}Mailbox · Millrace`;
  find('.empty').hidden = Boolean(selected);
  find('.empty-title').textContent =
    mails.length === 0 ? 'No mail yet' : visible.length === 0 ? 'Nothing matches the filter' : 'Choose a message';
  find('.empty-hint').hidden = mails.length > 0;
}

function item(mail) {
  const button = element('button', read.has(mail.id) ? 'item read' : 'item', '');
  button.type = 'button';
  button.dataset.id = mail.id;
  button.setAttribute('aria-current', String(mail.id === selected));
  button.append(
    element('span', 'item-subject', mail.subject || '(no subject)'),
    element('span', 'item-time', time(mail.receivedAt)),
    element('span', 'item-to', mail.to),
    element('span', 'item-preview', mail.preview),
  );
  button.addEventListener('click', () => {
    location.hash = encodeURIComponent(mail.id);
  });
  return button;
}

/** Text with its addresses made into links, without ever reading it as HTML. */
function linked(text) {
  return text.split(/(https?:\/\/[^\s"'<>]+)/).map((piece, index) => {
    if (index % 2 === 0) {
      return piece;
    }
    const link = element('a', '', piece);
    link.href = piece;
    link.target = '_blank';
    link.rel = 'noopener noreferrer';
    return link;
  });
}

function showView(view) {
  find('.page').hidden = view !== 'html';
  find('.text').hidden = view !== 'text';
  for (const tab of document.querySelectorAll('[data-view]')) {
    tab.setAttribute('aria-selected', String(tab.dataset.view === view));
  }
}

async function showMessage(mails) {
  const mail = mails.find((candidate) => candidate.id === selected);
  document.body.classList.toggle('reading', Boolean(mail));
  find('.back').hidden = !mail;
  find('.message').hidden = !mail;
  if (!mail) {
    selected = '';
    return;
  }
  read.add(mail.id);
  const response = await fetch(`/api/messages/${encodeURIComponent(mail.id)}`);
  const content = await response.json();
  find('.subject').textContent = mail.subject || '(no subject)';
  find('.from').textContent = mail.from;
  find('.to').textContent = mail.to;
  find('.received').textContent = new Date(mail.receivedAt).toLocaleString();
  find('.views').hidden = !content.html || !content.text;
  find('.page').src = content.html ? `/messages/${encodeURIComponent(mail.id)}/html` : 'about:blank';
  find('.text').replaceChildren(...linked(content.text));
  showView(content.html ? 'html' : 'text');
}

async function mails() {
  const response = await fetch('/api/messages');
  const { items } = await response.json();
  return items;
}

async function refresh() {
  try {
    showList(await mails());
  } catch {
    // The server is stopping or starting; the next look will tell.
  }
}

async function open() {
  selected = decodeURIComponent(location.hash.slice(1));
  try {
    const all = await mails();
    await showMessage(all);
    showList(all);
  } catch {
    // As above.
  }
}

window.addEventListener('hashchange', open);
find('.filter').addEventListener('input', refresh);
find('.back').addEventListener('click', () => {
  location.hash = '';
});
for (const tab of document.querySelectorAll('[data-view]')) {
  tab.addEventListener('click', () => showView(tab.dataset.view));
}
open();
setInterval(refresh, REFRESH_MILLIS);
