(function () {
  'use strict';
  const rows = Array.from(document.querySelectorAll('#steps tbody tr'));
  const words = document.getElementById('words');
  const who = document.getElementById('who');
  const danger = document.getElementById('danger');
  const count = document.getElementById('count');
  function filter() {
    const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of rows) {
      const text = row.textContent.toLowerCase();
      const fits = wanted.every(function (word) { return text.includes(word); })
        && (who.value === '' || row.dataset.who === who.value)
        && (!danger.checked || row.classList.contains('danger'));
      row.hidden = !fits;
      shown += fits ? 1 : 0;
    }
    count.textContent = shown === rows.length ? 'All ' + shown + ' steps are shown.'
      : shown + ' of ' + rows.length + ' steps are shown.';
  }
  document.getElementById('controls').hidden = false;
  words.addEventListener('input', filter);
  who.addEventListener('change', filter);
  danger.addEventListener('change', filter);
  filter();
}());
