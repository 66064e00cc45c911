const list = document.querySelector('ul');
const stop = window.toy.onSaid((text) => {
  const item = document.createElement('li');
  item.textContent = text;
  list.append(item);
});
document.querySelector('#stop').addEventListener('click', stop);
document.body.dataset.listening = 'yes';
