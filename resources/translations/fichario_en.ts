<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="pt_BR">
<context>
    <name>Acts</name>
    <message>
        <source>Um momento: são muitas fichas de uma vez…</source>
        <translation>One moment: these are many cards at once…</translation>
    </message>
</context>
<context>
    <name>AdviceRow</name>
    <message>
        <source>Próximo aviso</source>
        <translation>Next remark</translation>
    </message>
    <message>
        <source>Próximo aviso deste campo (F3)</source>
        <translation>Next remark on this field (F3)</translation>
    </message>
</context>
<context>
    <name>AlikePanel</name>
    <message>
        <source>Copia o campo da ficha aprovada marcada na fila (Alt+C)</source>
        <translation>Copies the field from the approved card that is marked in the row (Alt+C)</translation>
    </message>
    <message>
        <source>Produtos parecidos</source>
        <translation>Look-alikes</translation>
    </message>
    <message>
        <source>Parecidos</source>
        <translation>Look-alikes</translation>
    </message>
    <message>
        <source>fechado</source>
        <translation>closed</translation>
    </message>
    <message>
        <source>aberto</source>
        <translation>open</translation>
    </message>
    <message>
        <source>Abrir</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>Procurar parecidos com este</source>
        <translation>Look for products like this one</translation>
    </message>
    <message>
        <source>Copiar “%s”</source>
        <translation>Copy “%s”</translation>
    </message>
    <message>
        <source>Copiar o campo</source>
        <translation>Copy the field</translation>
    </message>
    <message>
        <source>Copiar</source>
        <translation>Copy</translation>
    </message>
    <message>
        <source>{copy} de {title}</source>
        <translation>{copy} from {title}</translation>
    </message>
</context>
<context>
    <name>Announcing</name>
    <message>
        <source>Baixando {model}… {percent} %</source>
        <translation>Downloading {model}… {percent}%</translation>
    </message>
    <message>
        <source>Conferindo {model}… {percent} %</source>
        <translation>Checking {model}… {percent}%</translation>
    </message>
    <message>
        <source>{status} · baixando {percent} %</source>
        <translation>{status} · downloading {percent}%</translation>
    </message>
    <message>
        <source>Ver o download</source>
        <translation>See the download</translation>
    </message>
    <message>
        <source>Fichário precisa de um modelo para escrever as fichas. Nenhum dos oferecidos cabe agora na memória livre: feche outros programas, ou veja a lista.</source>
        <translation>Fichário needs a model to write the cards. None of those on offer fits into the free memory now: close other programs, or see the list.</translation>
    </message>
    <message>
        <source>Ver os modelos…</source>
        <translation>See the models…</translation>
    </message>
    <message>
        <source>O download de {model} parou: algo deu errado.</source>
        <translation>The download of {model} stopped: something went wrong.</translation>
    </message>
    <message>
        <source>Tentar de novo</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>O download de {model} ficou pela metade: {done} de {size} já vieram.</source>
        <translation>The download of {model} is half done: {done} of {size} have come.</translation>
    </message>
    <message>
        <source>Continuar o download</source>
        <translation>Go on with the download</translation>
    </message>
    <message>
        <source>Fichário precisa de um modelo, que lê as fotos e escreve as fichas neste computador. {model} cabe aqui e pode ser usado no trabalho de uma loja.</source>
        <translation>Fichário needs a model, which reads the photos and writes the cards on this computer. {model} fits here and may be used for a shop’s work.</translation>
    </message>
    <message>
        <source>Baixar {model} ({size})</source>
        <translation>Download {model} ({size})</translation>
    </message>
    <message>
        <source>Baixando {model}…</source>
        <translation>Downloading {model}…</translation>
    </message>
    <message>
        <source>Conferindo o que veio de {model}…</source>
        <translation>Checking what came of {model}…</translation>
    </message>
    <message>
        <source>Baixando {model}: {done} de {size}</source>
        <translation>Downloading {model}: {done} of {size}</translation>
    </message>
    <message>
        <source>O download de {model} ficou pela metade; o que já veio está guardado.</source>
        <translation>The download of {model} is half done; what has come is kept.</translation>
    </message>
    <message>
        <source>Continuar</source>
        <translation>Continue</translation>
    </message>
    <message>
        <source>{model} foi baixado e conferido, e já está em uso.</source>
        <translation>{model} was downloaded and checked, and is in use.</translation>
    </message>
    <message>
        <source>{model} foi baixado e conferido: a busca agora encontra fotos pelas palavras.</source>
        <translation>{model} was downloaded and verified: search now finds photos by their words.</translation>
    </message>
    <message>
        <source>{model} foi baixado e conferido.</source>
        <translation>{model} was downloaded and checked.</translation>
    </message>
    <message>
        <source>Usar agora</source>
        <translation>Use it now</translation>
    </message>
    <message>
        <source>{model} foi removido deste computador.</source>
        <translation>{model} was removed from this computer.</translation>
    </message>
    <message>
        <source>{model} saiu da lista; os arquivos continuam onde estão.</source>
        <translation>{model} left the list; its files stay where they are.</translation>
    </message>
    <message>
        <source>Baixar de novo</source>
        <translation>Download again</translation>
    </message>
</context>
<context>
    <name>Aside</name>
    <message>
        <source>Nenhum modelo está carregado ainda.</source>
        <translation>No model is loaded yet.</translation>
    </message>
</context>
<context>
    <name>AsidePanel</name>
    <message>
        <source>Fechar (Esc)</source>
        <translation>Close (Esc)</translation>
    </message>
    <message>
        <source>Escolher um modelo…</source>
        <translation>Choose a model…</translation>
    </message>
</context>
<context>
    <name>Asking</name>
    <message>
        <source>Escolher outro modelo…</source>
        <translation>Choose another model…</translation>
    </message>
    <message>
        <source>Escolher um modelo…</source>
        <translation>Choose a model…</translation>
    </message>
</context>
<context>
    <name>AskingDialog</name>
    <message>
        <source>Cancelar</source>
        <translation>Cancel</translation>
    </message>
</context>
<context>
    <name>Atlas</name>
    <message>
        <source>Categoria</source>
        <translation>Category</translation>
    </message>
    <message>
        <source>Situação</source>
        <translation>State</translation>
    </message>
    <message>
        <source>O mapa aparece quando um modelo deste computador tiver visto as fotos.</source>
        <translation>The map appears when a model of this computer has looked at the photos.</translation>
    </message>
    <message>
        <source>Ainda há poucas fotos vistas para um mapa; ele aparece quando houver três.</source>
        <translation>Too few photos were looked at for a map yet; it appears when there are three.</translation>
    </message>
    <message>
        <source>escolhidos no mapa</source>
        <translation>chosen in the map</translation>
    </message>
    <message>
        <source>Escolhidos no mapa</source>
        <translation>Chosen in the map</translation>
    </message>
    <message>
        <source>Outras ou nenhuma</source>
        <translation>Others, or none</translation>
    </message>
</context>
<context>
    <name>AtlasCanvas</name>
    <message>
        <source>Mapa das fotos</source>
        <translation>Map of the photos</translation>
    </message>
    <message>
        <source>Setas vão à foto mais próxima, Enter abre, mais e menos aproximam, V escolhe o que está à vista.</source>
        <translation>Arrows go to the nearest photo, Enter opens it, plus and minus zoom, V chooses what is in sight.</translation>
    </message>
</context>
<context>
    <name>AtlasLegend</name>
    <message>
        <source>Dar cor só a este grupo</source>
        <translation>Colour only this group</translation>
    </message>
</context>
<context>
    <name>AtlasWindow</name>
    <message>
        <source>Mapa do catálogo</source>
        <translation>Map of the catalogue</translation>
    </message>
    <message>
        <source>Colorir por</source>
        <translation>Colour by</translation>
    </message>
    <message>
        <source>Calculando…</source>
        <translation>Reckoning…</translation>
    </message>
    <message>
        <source>Editar em massa…</source>
        <translation>Bulk edit…</translation>
    </message>
    <message>
        <source>Muda um campo de todos os escolhidos (Ctrl+B)</source>
        <translation>Changes a field of all that are chosen (Ctrl+B)</translation>
    </message>
    <message>
        <source>Mover</source>
        <translation>Move</translation>
    </message>
    <message>
        <source>Arrastar move o mapa (M)</source>
        <translation>Dragging moves the map (M)</translation>
    </message>
    <message>
        <source>Retângulo</source>
        <translation>Rectangle</translation>
    </message>
    <message>
        <source>Arrastar escolhe o que está no retângulo (R)</source>
        <translation>Dragging chooses what is in the rectangle (R)</translation>
    </message>
    <message>
        <source>Laço</source>
        <translation>Lasso</translation>
    </message>
    <message>
        <source>Arrastar escolhe o que está dentro do traço (L)</source>
        <translation>Dragging chooses what is within the line (L)</translation>
    </message>
    <message>
        <source>Escolher à vista</source>
        <translation>Choose in sight</translation>
    </message>
    <message>
        <source>Escolhe tudo o que está à vista (V)</source>
        <translation>Chooses all that is in sight (V)</translation>
    </message>
    <message>
        <source>Ver tudo</source>
        <translation>See all</translation>
    </message>
    <message>
        <source>Mostra o mapa inteiro (0)</source>
        <translation>Shows the whole map (0)</translation>
    </message>
    <message>
        <source>Legenda</source>
        <translation>Legend</translation>
    </message>
    <message numerus="yes">
        <source>%n produto(s) escolhidos na lista</source>
        <translation>
            <numerusform>%n product chosen in the list</numerusform>
            <numerusform>%n products chosen in the list</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Batch</name>
    <message>
        <source>Lote</source>
        <translation>Batch</translation>
    </message>
    <message>
        <source>Andamento do lote</source>
        <translation>Progress of the batch</translation>
    </message>
    <message>
        <source>Pausar</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Cancelar</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Para a leitura e esvazia a fila</source>
        <translation>Stops reading and empties the queue</translation>
    </message>
    <message>
        <source>Põe de volta na fila todas as fotos que falharam</source>
        <translation>Puts all photos that failed back in the queue</translation>
    </message>
    <message>
        <source>O mesmo modelo já tinha lido estas fotos: as fichas voltaram na hora, sem custo.</source>
        <translation>The same model had read these photos before: their cards came back at once, at no cost.</translation>
    </message>
    <message>
        <source>Diz ao modelo o que as fotos que esperam não mostram</source>
        <translation>Tells the model what the photos that wait do not show</translation>
    </message>
    <message>
        <source>Dica para este lote…</source>
        <translation>Hint for this batch…</translation>
    </message>
    <message>
        <source>O que o modelo já escreveu fica; o resto continua vazio</source>
        <translation>What the model has written stays; the rest stays empty</translation>
    </message>
    <message>
        <source>Parar de escrever</source>
        <translation>Stop writing</translation>
    </message>
    <message>
        <source>Escreve cinco fichas da fila e deixa as outras esperando você olhar (Ctrl+Shift+A)</source>
        <translation>Writes five cards of the queue and lets the others wait until you have looked (Ctrl+Shift+A)</translation>
    </message>
    <message>
        <source>Cinco primeiro</source>
        <translation>Five first</translation>
    </message>
    <message numerus="yes">
        <source>%n já lida(s) antes</source>
        <translation>
            <numerusform>%n read before</numerusform>
            <numerusform>%n read before</numerusform>
        </translation>
    </message>
    <message>
        <source>Continuar</source>
        <translation>Continue</translation>
    </message>
    <message numerus="yes">
        <source>Tentar de novo %n falha(s)</source>
        <translation>
            <numerusform>Try %n failure again</numerusform>
            <numerusform>Try %n failures again</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Campos: %1 de %n ficha(s)</source>
        <translation>
            <numerusform>Fields: %1 of %n card</numerusform>
            <numerusform>Fields: %1 of %n cards</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 de %n pronta(s)</source>
        <translation>
            <numerusform>%1 of %n ready</numerusform>
            <numerusform>%1 of %n ready</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n foto(s)/h</source>
        <translation>
            <numerusform>%n photo/h</numerusform>
            <numerusform>%n photos/h</numerusform>
        </translation>
    </message>
    <message>
        <source>aguardando o servidor</source>
        <translation>waiting for the server</translation>
    </message>
    <message>
        <source>em pausa</source>
        <translation>paused</translation>
    </message>
    <message>
        <source>esperando você olhar a amostra</source>
        <translation>waiting for you to look at the sample</translation>
    </message>
    <message>
        <source>menos de 1 min</source>
        <translation>less than 1 min</translation>
    </message>
    <message>
        <source>%s min</source>
        <translation>%s min</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
</context>
<context>
    <name>Bringing</name>
    <message>
        <source>Olhando os arquivos…</source>
        <translation>Looking at the files…</translation>
    </message>
    <message>
        <source>Consultando o Hugging Face…</source>
        <translation>Asking Hugging Face…</translation>
    </message>
</context>
<context>
    <name>Bulk</name>
    <message numerus="yes">
        <source>%n produto(s) removidos. As fotos continuam onde estão.</source>
        <translation>
            <numerusform>%n product removed. Its photo stays where it is.</numerusform>
            <numerusform>%n products removed. Their photos stay where they are.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nada mudou.</source>
        <translation>Nothing changed.</translation>
    </message>
    <message numerus="yes">
        <source>%n com erros ficaram como estavam.</source>
        <translation>
            <numerusform>%n with errors stayed as it was.</numerusform>
            <numerusform>%n with errors stayed as they were.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ficha(s) aprovadas.</source>
        <translation>
            <numerusform>%n card approved.</numerusform>
            <numerusform>%n cards approved.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ficha(s) rejeitadas.</source>
        <translation>
            <numerusform>%n card rejected.</numerusform>
            <numerusform>%n cards rejected.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n produto(s) voltaram para a fila.</source>
        <translation>
            <numerusform>%n product is back in the queue.</numerusform>
            <numerusform>%n products are back in the queue.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BulkAsking</name>
    <message>
        <source>Em</source>
        <translation>In</translation>
    </message>
    <message>
        <source>Fazer</source>
        <translation>Do</translation>
    </message>
    <message>
        <source>Campo</source>
        <translation>Field</translation>
    </message>
    <message>
        <source>Definir o valor</source>
        <translation>Set the value</translation>
    </message>
    <message>
        <source>Substituir um texto</source>
        <translation>Replace a text</translation>
    </message>
    <message>
        <source>Substituir por expressão regular</source>
        <translation>Replace by regular expression</translation>
    </message>
    <message>
        <source>Acrescentar no fim</source>
        <translation>Append</translation>
    </message>
    <message>
        <source>Acrescentar no começo</source>
        <translation>Prepend</translation>
    </message>
    <message>
        <source>Mudar maiúsculas e minúsculas</source>
        <translation>Change case</translation>
    </message>
    <message>
        <source>Unir valores</source>
        <translation>Merge values</translation>
    </message>
    <message>
        <source>Escrever com o modelo onde está vazio</source>
        <translation>Have the model write where it is empty</translation>
    </message>
    <message>
        <source>Aprovar</source>
        <translation>Approve</translation>
    </message>
    <message>
        <source>Devolver à revisão</source>
        <translation>Send back to review</translation>
    </message>
    <message numerus="yes">
        <source>%n produto(s) selecionados</source>
        <translation>
            <numerusform>%n selected product</numerusform>
            <numerusform>%n selected products</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n produto(s) que o filtro mostra</source>
        <translation>
            <numerusform>%n product that the filter shows</numerusform>
            <numerusform>%n products that the filter shows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Todo o catálogo: %n produto(s)</source>
        <translation>
            <numerusform>The whole catalogue: %n product</numerusform>
            <numerusform>The whole catalogue: %n products</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BulkEdit</name>
    <message>
        <source>O modelo em uso não sabe escrever um campo só. Escolha outro modelo.</source>
        <translation>The model in use cannot write a single field. Choose another model.</translation>
    </message>
    <message>
        <source>Esta expressão regular demora demais. Evite repetições dentro de repetições, como (a+)+.</source>
        <translation>This regular expression takes too long. Avoid repetitions within repetitions, such as (a+)+.</translation>
    </message>
    <message numerus="yes">
        <source>%n ficha(s) mudaram.</source>
        <translation>
            <numerusform>%n card changed.</numerusform>
            <numerusform>%n cards changed.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nada mudou.</source>
        <translation>Nothing changed.</translation>
    </message>
    <message numerus="yes">
        <source>%n mudaram enquanto isso e ficaram como estavam.</source>
        <translation>
            <numerusform>%n changed meanwhile and was left as it was.</numerusform>
            <numerusform>%n changed meanwhile and were left as they were.</numerusform>
        </translation>
    </message>
    <message>
        <source>O texto novo usa um grupo que a expressão não tem. Grupos são \1, \2 ou \g&lt;nome&gt;.</source>
        <translation>The new text uses a group that the expression lacks. Groups are \1, \2 or \g&lt;name&gt;.</translation>
    </message>
    <message>
        <source>Esta expressão regular não pode ser usada.</source>
        <translation>This regular expression cannot be used.</translation>
    </message>
    <message>
        <source>A expressão regular tem um erro no caractere %1. Falta fechar um parêntese ou um colchete?</source>
        <translation>The regular expression is wrong at character %1. Is a parenthesis or bracket left open?</translation>
    </message>
    <message>
        <source>não tem ficha pronta</source>
        <translation>has no finished card</translation>
    </message>
    <message>
        <source>há algo digitado que ainda não está na ficha</source>
        <translation>something was typed that is not on the card yet</translation>
    </message>
    <message>
        <source>o modelo escreve, e a ficha volta para revisão</source>
        <translation>the model writes, and the card goes back to review</translation>
    </message>
    <message>
        <source>o modelo escreve</source>
        <translation>the model writes</translation>
    </message>
    <message>
        <source>volta para revisão</source>
        <translation>goes back to review</translation>
    </message>
</context>
<context>
    <name>BulkPanel</name>
    <message>
        <source>Editar em massa</source>
        <translation>Bulk edit</translation>
    </message>
    <message>
        <source>Andamento</source>
        <translation>Progress</translation>
    </message>
    <message>
        <source>Parar</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>Fechar</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Conferindo %1 de %2…</source>
        <translation>Checking %1 of %2…</translation>
    </message>
    <message numerus="yes">
        <source>Aplicar a %n ficha(s)</source>
        <translation>
            <numerusform>Apply to %n card</numerusform>
            <numerusform>Apply to %n cards</numerusform>
        </translation>
    </message>
    <message>
        <source>Aplicar</source>
        <translation>Apply</translation>
    </message>
    <message>
        <source>Mudando %1 de %2…</source>
        <translation>Changing %1 of %2…</translation>
    </message>
    <message>
        <source>Nenhuma ficha mudaria.</source>
        <translation>No card would change.</translation>
    </message>
    <message numerus="yes">
        <source>%n já aprovada(s) ou exportada(s) voltam para revisão.</source>
        <translation>
            <numerusform>%n that was approved or exported goes back to review.</numerusform>
            <numerusform>%n that were approved or exported go back to review.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CardColumn</name>
    <message>
        <source>começando…</source>
        <translation>starting…</translation>
    </message>
    <message>
        <source>lendo as instruções…</source>
        <translation>reading the instructions…</translation>
    </message>
    <message>
        <source>olhando a foto…</source>
        <translation>looking at the photo…</translation>
    </message>
    <message>
        <source>escrevendo…</source>
        <translation>writing…</translation>
    </message>
    <message>
        <source>A ficha desta foto foi cancelada.</source>
        <translation>This photo’s card was cancelled.</translation>
    </message>
    <message>
        <source>Escrita por: {model}</source>
        <translation>Written by: {model}</translation>
    </message>
    <message>
        <source>Escrita por: {model}, com base em {names}</source>
        <translation>Written by: {model}, based on {names}</translation>
    </message>
</context>
<context>
    <name>CardHeader</name>
    <message>
        <source>Histórico da ficha (Ctrl+H)</source>
        <translation>History of the card (Ctrl+H)</translation>
    </message>
    <message>
        <source>Produto anterior (K)</source>
        <translation>Previous product (K)</translation>
    </message>
    <message>
        <source>Próximo produto (J)</source>
        <translation>Next product (J)</translation>
    </message>
    <message>
        <source>Ficha</source>
        <translation>Card</translation>
    </message>
    <message>
        <source>%1 de %2</source>
        <translation>%1 of %2</translation>
    </message>
</context>
<context>
    <name>CardHelp</name>
    <message>
        <source>Perguntar…</source>
        <translation>Ask…</translation>
    </message>
    <message>
        <source>Pergunta ao modelo algo sobre a foto (Ctrl+P)</source>
        <translation>Asks the model something about the photo (Ctrl+P)</translation>
    </message>
</context>
<context>
    <name>CardPanel</name>
    <message>
        <source>Andamento da ficha</source>
        <translation>Progress of the card</translation>
    </message>
    <message>
        <source>Tentar de novo</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>Rejeitar</source>
        <translation>Reject</translation>
    </message>
    <message>
        <source>Gerar de novo</source>
        <translation>Generate again</translation>
    </message>
    <message>
        <source>Aprovar e próxima</source>
        <translation>Approve and next</translation>
    </message>
    <message>
        <source>escrevendo…</source>
        <translation>writing…</translation>
    </message>
    <message>
        <source>Escolha um produto na lista.</source>
        <translation>Choose a product from the list.</translation>
    </message>
    <message>
        <source>Na fila: a ficha começa sozinha quando chegar a vez desta foto.</source>
        <translation>In the queue: the card starts by itself when this photo’s turn comes.</translation>
    </message>
    <message>
        <source>A ficha desta foto não ficou pronta.</source>
        <translation>This photo’s card was not finished.</translation>
    </message>
    <message>
        <source>Voltar à revisão</source>
        <translation>Back to review</translation>
    </message>
    <message>
        <source>Cancelar</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Próxima</source>
        <translation>Next</translation>
    </message>
</context>
<context>
    <name>CatalogueDialog</name>
    <message>
        <source>Onde fica o catálogo</source>
        <translation>Where the catalogue is</translation>
    </message>
    <message>
        <source>Neste computador</source>
        <translation>On this computer</translation>
    </message>
    <message>
        <source>Em um servidor PostgreSQL, com os colegas</source>
        <translation>On a PostgreSQL server, with colleagues</translation>
    </message>
    <message>
        <source>Endereço</source>
        <translation>Address</translation>
    </message>
    <message>
        <source>Usuário</source>
        <translation>User</translation>
    </message>
    <message>
        <source>Senha</source>
        <translation>Password</translation>
    </message>
    <message>
        <source>Pasta ou bucket das fotos</source>
        <translation>Folder or bucket of the photos</translation>
    </message>
    <message>
        <source>Uma pasta da rede, ou um endereço como s3://loja/fotos. Em branco, o que o catálogo já usa.</source>
        <translation>A folder of the network, or an address like s3://shop/photos. Blank for what the catalogue uses already.</translation>
    </message>
    <message>
        <source>Experimentar</source>
        <translation>Try</translation>
    </message>
    <message>
        <source>Cancelar</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Vale na próxima abertura do Fichário. O catálogo deste computador fica inteiro onde está, e você pode voltar a ele aqui. Ele não é levado sozinho para o servidor: isso faz o comando fichario catalogue copy.</source>
        <translation>Takes effect when Fichário is opened next. This computer’s catalogue stays whole where it is, and you can return to it here. It is not taken to the server by itself: the command fichario catalogue copy does that.</translation>
    </message>
    <message>
        <source>Vale na próxima abertura do Fichário. No servidor nada muda.</source>
        <translation>Takes effect when Fichário is opened next. Nothing changes on the server.</translation>
    </message>
    <message>
        <source>Usar este catálogo</source>
        <translation>Use this catalogue</translation>
    </message>
    <message>
        <source>Usar o deste computador</source>
        <translation>Use this computer’s</translation>
    </message>
</context>
<context>
    <name>CatalogueRows</name>
    <message>
        <source>Foto colada</source>
        <translation>Pasted photo</translation>
    </message>
</context>
<context>
    <name>Checks</name>
    <message>
        <source>Conferência antes de aprovar</source>
        <translation>Checks before approval</translation>
    </message>
</context>
<context>
    <name>Colleagues</name>
    <message>
        <source>alguém</source>
        <translation>somebody</translation>
    </message>
    <message>
        <source>{who} está aqui</source>
        <translation>{who} is here</translation>
    </message>
    <message>
        <source>Outra pessoa também mudou: {names}. Ficou o que você digitou; o que ela pôs está no histórico.</source>
        <translation>Somebody else also changed: {names}. What you typed stands; what they put is in the history.</translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>Produtos</source>
        <translation>Products</translation>
    </message>
    <message>
        <source>Ficha</source>
        <translation>Card</translation>
    </message>
    <message>
        <source>Fotos</source>
        <translation>Photos</translation>
    </message>
    <message>
        <source>Aplicativo</source>
        <translation>Application</translation>
    </message>
    <message>
        <source>Próximo produto</source>
        <translation>Next product</translation>
    </message>
    <message>
        <source>Produto anterior</source>
        <translation>Previous product</translation>
    </message>
    <message>
        <source>Procurar</source>
        <translation>Search</translation>
    </message>
    <message>
        <source>Procurar parecidos com este</source>
        <translation>Look for products like this one</translation>
    </message>
    <message>
        <source>Ir aos filtros</source>
        <translation>Go to the filters</translation>
    </message>
    <message>
        <source>Ver em grade ou em lista</source>
        <translation>Show as a grid or as rows</translation>
    </message>
    <message>
        <source>Gerar de novo</source>
        <translation>Generate again</translation>
    </message>
    <message>
        <source>Amostra: cinco primeiro</source>
        <translation>Sample: five first</translation>
    </message>
    <message>
        <source>Editar em massa…</source>
        <translation>Bulk edit…</translation>
    </message>
    <message>
        <source>Juntar os produtos selecionados</source>
        <translation>Join the selected products</translation>
    </message>
    <message>
        <source>Exportar…</source>
        <translation>Export…</translation>
    </message>
    <message>
        <source>Fotos na exportação…</source>
        <translation>Photos in exports…</translation>
    </message>
    <message>
        <source>Produtos relacionados na exportação…</source>
        <translation>Related products in exports…</translation>
    </message>
    <message>
        <source>Pausar ou continuar</source>
        <translation>Pause or continue</translation>
    </message>
    <message>
        <source>Cancelar tudo o que está na fila</source>
        <translation>Cancel everything in the queue</translation>
    </message>
    <message>
        <source>Tentar de novo as que falharam</source>
        <translation>Try the failed ones again</translation>
    </message>
    <message>
        <source>Ir para a ficha</source>
        <translation>Go to the card</translation>
    </message>
    <message>
        <source>Voltar à lista</source>
        <translation>Back to the list</translation>
    </message>
    <message>
        <source>Ir a um campo</source>
        <translation>Go to a field</translation>
    </message>
    <message>
        <source>Aprovar e abrir a próxima</source>
        <translation>Approve and open the next one</translation>
    </message>
    <message>
        <source>Rejeitar</source>
        <translation>Reject</translation>
    </message>
    <message>
        <source>Histórico da ficha</source>
        <translation>History of the card</translation>
    </message>
    <message>
        <source>Próxima dúvida ou aviso</source>
        <translation>Next doubt or remark</translation>
    </message>
    <message>
        <source>Fazer o que o aviso propõe</source>
        <translation>Do what the remark proposes</translation>
    </message>
    <message>
        <source>Copiar o campo do produto parecido</source>
        <translation>Copy the field from the look-alike</translation>
    </message>
    <message>
        <source>Travar ou destravar o campo</source>
        <translation>Lock or unlock the field</translation>
    </message>
    <message>
        <source>Escrever o campo de novo…</source>
        <translation>Write the field anew…</translation>
    </message>
    <message>
        <source>Perguntar sobre a foto…</source>
        <translation>Ask about the photo…</translation>
    </message>
    <message>
        <source>Aceitar o primeiro palpite</source>
        <translation>Accept the first guess</translation>
    </message>
    <message>
        <source>Aceitar o segundo palpite</source>
        <translation>Accept the second guess</translation>
    </message>
    <message>
        <source>Aceitar o terceiro palpite</source>
        <translation>Accept the third guess</translation>
    </message>
    <message>
        <source>Adicionar fotos…</source>
        <translation>Add photos…</translation>
    </message>
    <message>
        <source>Adicionar uma pasta…</source>
        <translation>Add a folder…</translation>
    </message>
    <message>
        <source>Colar fotos ou arquivos</source>
        <translation>Paste photos or files</translation>
    </message>
    <message>
        <source>Ver outra foto do produto</source>
        <translation>Look at another photo of the product</translation>
    </message>
    <message>
        <source>Tornar esta a foto principal</source>
        <translation>Make this the main photo</translation>
    </message>
    <message>
        <source>Separar esta foto</source>
        <translation>Split this photo off</translation>
    </message>
    <message>
        <source>Fotos do mesmo produto…</source>
        <translation>Photos of the same product…</translation>
    </message>
    <message>
        <source>Fotos repetidas…</source>
        <translation>Repeated photos…</translation>
    </message>
    <message>
        <source>Ampliar a foto</source>
        <translation>Enlarge the photo</translation>
    </message>
    <message>
        <source>Reduzir a foto</source>
        <translation>Shrink the photo</translation>
    </message>
    <message>
        <source>Ajustar a foto</source>
        <translation>Fit the photo</translation>
    </message>
    <message>
        <source>Mostrar o texto da embalagem</source>
        <translation>Show the text on the label</translation>
    </message>
    <message>
        <source>Foto em tela cheia</source>
        <translation>Photo in full screen</translation>
    </message>
    <message>
        <source>Modelo…</source>
        <translation>Model…</translation>
    </message>
    <message>
        <source>Onde as fotos são lidas…</source>
        <translation>Where photos are read…</translation>
    </message>
    <message>
        <source>Onde fica o catálogo…</source>
        <translation>Where the catalogue is…</translation>
    </message>
    <message>
        <source>Instruções do modelo…</source>
        <translation>Instructions for the model…</translation>
    </message>
    <message>
        <source>Categorias…</source>
        <translation>Categories…</translation>
    </message>
    <message>
        <source>Campos da ficha…</source>
        <translation>Fields of the card…</translation>
    </message>
    <message>
        <source>Conferência antes de aprovar…</source>
        <translation>Checks before approval…</translation>
    </message>
    <message>
        <source>Números da revisão…</source>
        <translation>Review figures…</translation>
    </message>
    <message>
        <source>Mapa do catálogo…</source>
        <translation>Map of the catalogue…</translation>
    </message>
    <message>
        <source>Configurações…</source>
        <translation>Settings…</translation>
    </message>
    <message>
        <source>Responder ao aviso</source>
        <translation>Answer the notice</translation>
    </message>
    <message>
        <source>Abrir o menu</source>
        <translation>Open the menu</translation>
    </message>
    <message>
        <source>Atalhos do teclado</source>
        <translation>Keyboard shortcuts</translation>
    </message>
    <message>
        <source>Sair</source>
        <translation>Quit</translation>
    </message>
</context>
<context>
    <name>ComparisonView</name>
    <message>
        <source>À esquerda da divisão: {left}; à direita: {right}. As setas movem a divisão.</source>
        <translation>Left of the divider: {left}; right of it: {right}. The arrow keys move the divider.</translation>
    </message>
</context>
<context>
    <name>Consent</name>
    <message>
        <source>Entendi: é só para experimentar</source>
        <translation>I understand: for trying out only</translation>
    </message>
    <message>
        <source>Entendi: vou conferir a licença</source>
        <translation>I understand: I will look into the licence</translation>
    </message>
    <message>
        <source>Não baixar</source>
        <translation>Don’t download</translation>
    </message>
</context>
<context>
    <name>Corrections</name>
    <message>
        <source>O modelo viu esta foto {what}.</source>
        <translation>The model saw this photo {what}.</translation>
    </message>
    <message>
        <source>com a luz de uma foto de loja</source>
        <translation>with the lighting of a shop photo</translation>
    </message>
    <message>
        <source>sem o granulado, que era forte</source>
        <translation>without its grain, which was strong</translation>
    </message>
    <message>
        <source>sem granulado</source>
        <translation>without its grain</translation>
    </message>
    <message>
        <source>sem o amarelado, porque a luz era amarela</source>
        <translation>without the yellow cast, because the light was yellow</translation>
    </message>
    <message>
        <source>com menos amarelo</source>
        <translation>with less yellow</translation>
    </message>
    <message>
        <source>sem o azulado, porque a luz era azul</source>
        <translation>without the blue cast, because the light was blue</translation>
    </message>
    <message>
        <source>com menos azul</source>
        <translation>with less blue</translation>
    </message>
    <message>
        <source>clareada, porque estava escura</source>
        <translation>brightened, because it was dark</translation>
    </message>
    <message>
        <source>com tons escuros de volta, porque estava lavada</source>
        <translation>with its dark tones back, because it was washed out</translation>
    </message>
    <message>
        <source>com claros e escuros mais distantes</source>
        <translation>with light and dark further apart</translation>
    </message>
    <message>
        <source>com mais contraste, porque estava apagada</source>
        <translation>with more contrast, because it was dull</translation>
    </message>
    <message>
        <source>com mais contraste</source>
        <translation>with more contrast</translation>
    </message>
    <message>
        <source>de mais perto, porque havia muito fundo vazio</source>
        <translation>from closer by, because there was much empty background</translation>
    </message>
    <message>
        <source>de mais perto</source>
        <translation>from closer by</translation>
    </message>
</context>
<context>
    <name>Dashboard</name>
    <message>
        <source>Ainda não há números: eles começam com a primeira ficha aprovada.</source>
        <translation>No figures yet: they begin with the first approved card.</translation>
    </message>
    <message>
        <source>%1 aceito</source>
        <translation>%1 accepted</translation>
    </message>
    <message>
        <source>%1 por ficha</source>
        <translation>%1 per card</translation>
    </message>
    <message>
        <source>Conta o tempo em que a ficha está aberta, a janela está na frente e alguém faz algo; depois de 30 segundos parado, não conta mais. Fichas aprovadas em massa sem abrir não entram nos segundos. Nada disso sai deste computador.</source>
        <translation>Time counts while a card is open, the window is in front and somebody does something; after 30 seconds of nothing it counts no longer. Cards approved in bulk without being opened are not in the seconds. None of this leaves this computer.</translation>
    </message>
    <message>
        <source>Segundos por ficha, esta semana</source>
        <translation>Seconds per card, this week</translation>
    </message>
    <message>
        <source>Aceito como o modelo escreveu</source>
        <translation>Accepted as the model wrote it</translation>
    </message>
    <message>
        <source>Fichas aprovadas, esta semana</source>
        <translation>Cards approved, this week</translation>
    </message>
    <message>
        <source>Até este dia da semana passada: %1</source>
        <translation>By this day last week: %1</translation>
    </message>
    <message>
        <source>Segundos por ficha aprovada</source>
        <translation>Seconds per approved card</translation>
    </message>
    <message>
        <source>Fichas aprovadas por dia</source>
        <translation>Cards approved per day</translation>
    </message>
    <message>
        <source>Aceito sem mudança, por campo</source>
        <translation>Accepted unchanged, by field</translation>
    </message>
    <message>
        <source>Nenhuma ficha foi aberta antes de aprovada nestes dias.</source>
        <translation>No card was opened before its approval in these days.</translation>
    </message>
    <message>
        <source>Últimos %1 dias: só %2, com %3 por ficha.</source>
        <translation>Last %1 days: only %2, with %3 per card.</translation>
    </message>
    <message>
        <source>Últimos %1 dias: o melhor foi %2, com %3 por ficha; o mais lento, %4, com %5.</source>
        <translation>Last %1 days: the best was %2, with %3 per card; the slowest %4, with %5.</translation>
    </message>
    <message>
        <source>Uma ficha em %1 dias, em %2.</source>
        <translation>One card in %1 days, on %2.</translation>
    </message>
    <message>
        <source>%1 fichas em %2 dias; o dia com mais foi %3, com %4.</source>
        <translation>%1 cards in %2 days; the day with most was %3, with %4.</translation>
    </message>
    <message>
        <source>O modelo ainda não escreveu nenhuma ficha aprovada.</source>
        <translation>The model has not written any approved card yet.</translation>
    </message>
    <message>
        <source>Números da revisão</source>
        <translation>Review figures</translation>
    </message>
    <message>
        <source>Calculando…</source>
        <translation>Reckoning…</translation>
    </message>
    <message>
        <source>Confiança mostrada e o que estava certo</source>
        <translation>Confidence shown, and what was right</translation>
    </message>
    <message>
        <source>Ainda não há fichas abertas e aprovadas para comparar.</source>
        <translation>There are no opened and approved cards to compare yet.</translation>
    </message>
    <message>
        <source>%1 prometidos: %2 certos (%3)</source>
        <translation>%1 promised: %2 right (%3)</translation>
    </message>
    <message>
        <source>Ajustada pelas fichas deste catálogo: %1.</source>
        <translation>Adjusted by this catalogue&apos;s cards: %1.</translation>
    </message>
    <message>
        <source>Um campo passa a ser ajustado com %1 respostas aprovadas do mesmo modelo, %2 delas corrigidas, e só se isso melhorar.</source>
        <translation>A field is adjusted from %1 approved answers of the same model on, %2 of them corrected, and only if that is better.</translation>
    </message>
</context>
<context>
    <name>Dates</name>
    <message>
        <source>agora há pouco</source>
        <translation>just now</translation>
    </message>
    <message numerus="yes">
        <source>há %n minuto(s)</source>
        <translation>
            <numerusform>%n minute ago</numerusform>
            <numerusform>%n minutes ago</numerusform>
        </translation>
    </message>
    <message>
        <source>hoje às {time}</source>
        <translation>today at {time}</translation>
    </message>
    <message>
        <source>ontem às {time}</source>
        <translation>yesterday at {time}</translation>
    </message>
    <message numerus="yes">
        <source>há %n dia(s)</source>
        <translation>
            <numerusform>%n day ago</numerusform>
            <numerusform>%n days ago</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Decisions</name>
    <message>
        <source>Aprovada: {name}</source>
        <translation>Approved: {name}</translation>
    </message>
    <message>
        <source>Nada mais para revisar por enquanto.</source>
        <translation>Nothing more to review for now.</translation>
    </message>
    <message>
        <source>Tudo revisado.</source>
        <translation>Everything is reviewed.</translation>
    </message>
    <message>
        <source>Ficha rejeitada.</source>
        <translation>Card rejected.</translation>
    </message>
</context>
<context>
    <name>DeedWords</name>
    <message>
        <source>unir valores em “{value}”</source>
        <translation>merging values into “{value}”</translation>
    </message>
    <message>
        <source>escrever “{field}”</source>
        <translation>writing “{field}”</translation>
    </message>
    <message>
        <source>unir valores</source>
        <translation>merging values</translation>
    </message>
    <message>
        <source>campo escrito pelo modelo</source>
        <translation>field written by the model</translation>
    </message>
    <message>
        <source>Desfeito: {deed}</source>
        <translation>Undone: {deed}</translation>
    </message>
    <message>
        <source>Refeito: {deed}</source>
        <translation>Redone: {deed}</translation>
    </message>
    <message>
        <source>Valores unidos em “{value}”</source>
        <translation>Values merged into “{value}”</translation>
    </message>
    <message>
        <source>Foto adicionada</source>
        <translation>Photo added</translation>
    </message>
    <message>
        <source>Ficha escrita pelo modelo</source>
        <translation>Card written by the model</translation>
    </message>
    <message>
        <source>Não deu certo</source>
        <translation>It did not work</translation>
    </message>
    <message>
        <source>Editada</source>
        <translation>Edited</translation>
    </message>
    <message>
        <source>Aprovada</source>
        <translation>Approved</translation>
    </message>
    <message>
        <source>Rejeitada</source>
        <translation>Rejected</translation>
    </message>
    <message>
        <source>De volta à revisão</source>
        <translation>Back in review</translation>
    </message>
    <message>
        <source>Pedida de novo</source>
        <translation>Asked for again</translation>
    </message>
    <message>
        <source>Tentada de novo</source>
        <translation>Tried again</translation>
    </message>
    <message>
        <source>Cancelada</source>
        <translation>Cancelled</translation>
    </message>
    <message>
        <source>Removida</source>
        <translation>Removed</translation>
    </message>
    <message>
        <source>Trazida de volta</source>
        <translation>Brought back</translation>
    </message>
    <message>
        <source>Exportada</source>
        <translation>Exported</translation>
    </message>
    <message>
        <source>Dica ao modelo</source>
        <translation>Hint to the model</translation>
    </message>
    <message>
        <source>Edição em massa</source>
        <translation>Bulk edit</translation>
    </message>
    <message>
        <source>Campo escrito pelo modelo</source>
        <translation>Field written by the model</translation>
    </message>
    <message>
        <source>Mantida à parte de outra parecida</source>
        <translation>Kept apart from one like it</translation>
    </message>
    <message>
        <source>De volta a uma versão anterior</source>
        <translation>Back to an earlier version</translation>
    </message>
    <message>
        <source>Nada a desfazer.</source>
        <translation>Nothing to undo.</translation>
    </message>
    <message>
        <source>Desfeito: {deed}.</source>
        <translation>Undone: {deed}.</translation>
    </message>
    <message>
        <source>Não foi desfeito: {deed}.</source>
        <translation>Not undone: {deed}.</translation>
    </message>
    <message>
        <source>Nada a refazer.</source>
        <translation>Nothing to redo.</translation>
    </message>
    <message>
        <source>Refeito: {deed}.</source>
        <translation>Redone: {deed}.</translation>
    </message>
    <message>
        <source>Não foi refeito: {deed}.</source>
        <translation>Not redone: {deed}.</translation>
    </message>
    <message numerus="yes">
        <source>%n produto(s)</source>
        <translation>
            <numerusform>%n product</numerusform>
            <numerusform>%n products</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n produto(s) mudaram desde então e ficaram como estão.</source>
        <translation>
            <numerusform>%n product changed since then and stays as it is.</numerusform>
            <numerusform>%n products changed since then and stay as they are.</numerusform>
        </translation>
    </message>
    <message>
        <source>edição em massa</source>
        <translation>bulk edit</translation>
    </message>
    <message>
        <source>edição</source>
        <translation>edit</translation>
    </message>
    <message>
        <source>aprovação</source>
        <translation>approval</translation>
    </message>
    <message>
        <source>rejeição</source>
        <translation>rejection</translation>
    </message>
    <message>
        <source>volta à revisão</source>
        <translation>return to review</translation>
    </message>
    <message>
        <source>gerar de novo</source>
        <translation>generate again</translation>
    </message>
    <message>
        <source>tentar de novo</source>
        <translation>try again</translation>
    </message>
    <message>
        <source>cancelamento</source>
        <translation>cancellation</translation>
    </message>
    <message>
        <source>remoção</source>
        <translation>removal</translation>
    </message>
    <message>
        <source>junção em um produto</source>
        <translation>joining into one product</translation>
    </message>
    <message>
        <source>separação de fotos</source>
        <translation>splitting photos off</translation>
    </message>
    <message>
        <source>ordem das fotos</source>
        <translation>order of the photos</translation>
    </message>
    <message>
        <source>exportação</source>
        <translation>export</translation>
    </message>
    <message>
        <source>dica</source>
        <translation>hint</translation>
    </message>
    <message>
        <source>manter separadas</source>
        <translation>keeping apart</translation>
    </message>
    <message>
        <source>volta a uma versão anterior</source>
        <translation>return to an earlier version</translation>
    </message>
</context>
<context>
    <name>Demonstration</name>
    <message>
        <source>Em outro idioma, preenche o que pode.</source>
        <translation>In another language it fills in what it can.</translation>
    </message>
    <message>
        <source>Não conhece as categorias deste catálogo: escolhe entre elas como pode.</source>
        <translation>It does not know the categories of this catalogue: it chooses among them as well as it can.</translation>
    </message>
    <message>
        <source>As instruções editadas valem só para outros modelos.</source>
        <translation>The edited instructions are for other models only.</translation>
    </message>
    <message>
        <source>Preenche só os campos que já vêm com o programa; os seus ficam para você.</source>
        <translation>It fills only the fields that come with the program; your own are left to you.</translation>
    </message>
    <message>
        <source>Para o seu catálogo, escolha um modelo de verdade.</source>
        <translation>For your catalogue, choose a real model.</translation>
    </message>
</context>
<context>
    <name>Details</name>
    <message>
        <source>Tamanho</source>
        <translation>Size</translation>
    </message>
    <message>
        <source>Memória</source>
        <translation>Memory</translation>
    </message>
    <message>
        <source>Disco</source>
        <translation>Disk</translation>
    </message>
    <message>
        <source>Velocidade</source>
        <translation>Speed</translation>
    </message>
    <message>
        <source>Idiomas</source>
        <translation>Languages</translation>
    </message>
    <message>
        <source>Licença</source>
        <translation>Licence</translation>
    </message>
    <message>
        <source>Publicado em</source>
        <translation>Published in</translation>
    </message>
    <message>
        <source>busca por palavras</source>
        <translation>search by words</translation>
    </message>
    <message>
        <source>Em uso: para remover, use outro modelo antes.</source>
        <translation>In use: to remove it, use another model first.</translation>
    </message>
    <message>
        <source>Em uso: para remover, deixe de usar antes.</source>
        <translation>In use: to remove it, stop using it first.</translation>
    </message>
    <message>
        <source>Arquivos</source>
        <translation>Files</translation>
    </message>
    <message>
        <source>Quantização</source>
        <translation>Quantisation</translation>
    </message>
    <message>
        <source>em uso</source>
        <translation>in use</translation>
    </message>
    <message>
        <source>vem com o programa</source>
        <translation>comes with the program</translation>
    </message>
</context>
<context>
    <name>Dialogs</name>
    <message>
        <source>Configurações</source>
        <translation>Settings</translation>
    </message>
    <message>
        <source>Mudar…</source>
        <translation>Change…</translation>
    </message>
    <message>
        <source>Instruções do modelo…</source>
        <translation>Instructions for the model…</translation>
    </message>
    <message>
        <source>Categorias…</source>
        <translation>Categories…</translation>
    </message>
    <message>
        <source>Campos…</source>
        <translation>Fields…</translation>
    </message>
    <message>
        <source>Apagar leituras</source>
        <translation>Delete readings</translation>
    </message>
    <message>
        <source>nenhum modelo ainda</source>
        <translation>no model yet</translation>
    </message>
    <message>
        <source>As fotos são lidas em um servidor: {model}</source>
        <translation>Photos are read on a server: {model}</translation>
    </message>
    <message>
        <source>As fotos são lidas neste computador: {model}</source>
        <translation>Photos are read on this computer: {model}</translation>
    </message>
    <message>
        <source>O catálogo é o de um servidor: {name}</source>
        <translation>The catalogue is on a server: {name}</translation>
    </message>
    <message>
        <source>O catálogo fica neste computador</source>
        <translation>The catalogue is on this computer</translation>
    </message>
    <message>
        <source>Servidor de vetores</source>
        <translation>Vector server</translation>
    </message>
    <message>
        <source>Chave de {host}, se ele pede uma:</source>
        <translation>Key for {host}, if it asks for one:</translation>
    </message>
    <message>
        <source>O modelo de demonstração não lê instruções: as editadas valem só para outros modelos.</source>
        <translation>The demonstration model reads no instructions: edited ones count only for other models.</translation>
    </message>
    <message>
        <source>Categorias, uma por linha</source>
        <translation>Categories, one per line</translation>
    </message>
    <message>
        <source>A lista precisa de ao menos uma categoria.</source>
        <translation>The list needs at least one category.</translation>
    </message>
</context>
<context>
    <name>DropOverlay</name>
    <message>
        <source>Solte para adicionar</source>
        <translation>Drop to add</translation>
    </message>
</context>
<context>
    <name>Exporting</name>
    <message>
        <source>fichas.csv</source>
        <translation>cards.csv</translation>
    </message>
    <message>
        <source>Exportar fichas aprovadas</source>
        <translation>Export approved cards</translation>
    </message>
    <message>
        <source>Copiando as fotos; o arquivo vem depois…</source>
        <translation>Copying the photos; the file comes afterwards…</translation>
    </message>
    <message>
        <source>Procurando produtos relacionados…</source>
        <translation>Looking for related products…</translation>
    </message>
    <message numerus="yes">
        <source>%n foto(s) não puderam ser copiadas, entre elas {name}.</source>
        <translation>
            <numerusform>%n photo could not be copied: {name}.</numerusform>
            <numerusform>%n photos could not be copied, among them {name}.</numerusform>
        </translation>
    </message>
    <message>
        <source>O arquivo foi sem os produtos relacionados: eles pedem um modelo deste computador, pronto e com as fotos vistas.</source>
        <translation>The file went out without related products: they need a model of this computer that is ready and has looked at the photos.</translation>
    </message>
    <message>
        <source>Escolher outro lugar</source>
        <translation>Choose another place</translation>
    </message>
    <message>
        <source>Nenhuma ficha aprovada ainda: aprove ao menos uma primeiro.</source>
        <translation>No card is approved yet: approve at least one first.</translation>
    </message>
    <message>
        <source>Fotos na exportação</source>
        <translation>Photos in exports</translation>
    </message>
    <message>
        <source>Produtos relacionados na exportação</source>
        <translation>Related products in exports</translation>
    </message>
</context>
<context>
    <name>FacetGroup</name>
    <message>
        <source>Unir valores…</source>
        <translation>Merge values…</translation>
    </message>
    <message>
        <source>Vários valores passam a ser um só</source>
        <translation>Several values become one</translation>
    </message>
    <message>
        <source>Mostrar menos</source>
        <translation>Show fewer</translation>
    </message>
    <message numerus="yes">
        <source>Mais %n…</source>
        <translation>
            <numerusform>%n more…</numerusform>
            <numerusform>%n more…</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, recolhido</source>
        <translation>%1, folded</translation>
    </message>
    <message>
        <source>%1, aberto</source>
        <translation>%1, open</translation>
    </message>
</context>
<context>
    <name>Facets</name>
    <message>
        <source>Filtros</source>
        <translation>Filters</translation>
    </message>
    <message>
        <source>Confiança</source>
        <translation>Confidence</translation>
    </message>
    <message>
        <source>Marcas</source>
        <translation>Marks</translation>
    </message>
    <message>
        <source>Categoria</source>
        <translation>Category</translation>
    </message>
    <message>
        <source>Cor</source>
        <translation>Colour</translation>
    </message>
    <message>
        <source>Possíveis repetidas</source>
        <translation>Possible duplicates</translation>
    </message>
    <message>
        <source>Pasta</source>
        <translation>Folder</translation>
    </message>
    <message>
        <source>Adicionadas</source>
        <translation>Added</translation>
    </message>
    <message>
        <source>Muita dúvida</source>
        <translation>Very doubtful</translation>
    </message>
    <message>
        <source>Com dúvida</source>
        <translation>Doubtful</translation>
    </message>
    <message>
        <source>Segura</source>
        <translation>Sure</translation>
    </message>
    <message>
        <source>Mesmo arquivo</source>
        <translation>Same file</translation>
    </message>
    <message>
        <source>Mesma imagem</source>
        <translation>Same picture</translation>
    </message>
    <message>
        <source>Talvez o mesmo produto</source>
        <translation>Perhaps the same product</translation>
    </message>
    <message>
        <source>Hoje</source>
        <translation>Today</translation>
    </message>
    <message>
        <source>Ontem</source>
        <translation>Yesterday</translation>
    </message>
    <message>
        <source>2 a 6 dias atrás</source>
        <translation>2 to 6 days ago</translation>
    </message>
    <message>
        <source>7 a 29 dias atrás</source>
        <translation>7 to 29 days ago</translation>
    </message>
    <message>
        <source>Há mais tempo</source>
        <translation>Earlier</translation>
    </message>
</context>
<context>
    <name>Field</name>
    <message>
        <source>Conferido por você.</source>
        <translation>Checked by you.</translation>
    </message>
</context>
<context>
    <name>FieldFilling</name>
    <message>
        <source>O modelo já vai escrever nessas fichas.</source>
        <translation>The model is going to write on these cards already.</translation>
    </message>
    <message numerus="yes">
        <source>O modelo vai escrever em %n ficha(s), depois das fotos que esperam.</source>
        <translation>
            <numerusform>The model will write on %n card, after the photos that wait.</numerusform>
            <numerusform>The model will write on %n cards, after the photos that wait.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>“{field}” ainda está vazio em %n ficha(s).</source>
        <translation>
            <numerusform>“{field}” is still empty on %n card.</numerusform>
            <numerusform>“{field}” is still empty on %n cards.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Os campos novos ainda estão vazios em %n ficha(s).</source>
        <translation>
            <numerusform>The new fields are still empty on %n card.</numerusform>
            <numerusform>The new fields are still empty on %n cards.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n já aprovada(s) voltam para revisão se ganharem um valor.</source>
        <translation>
            <numerusform>%n that is approved already goes back to review if it gains a value.</numerusform>
            <numerusform>%n that are approved already go back to review if they gain a value.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Escrever em %n ficha(s)</source>
        <translation>
            <numerusform>Write on %n card</numerusform>
            <numerusform>Write on %n cards</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ficha(s) continuam com o campo vazio.</source>
        <translation>
            <numerusform>%n card keeps its field empty.</numerusform>
            <numerusform>%n cards keep their field empty.</numerusform>
        </translation>
    </message>
    <message>
        <source>esperam um modelo</source>
        <translation>they wait for a model</translation>
    </message>
    <message>
        <source>esperam outro modelo: o de demonstração não escreve um campo só</source>
        <translation>they wait for another model: the demonstration one writes no single field</translation>
    </message>
    <message numerus="yes">
        <source>O modelo passou por %n ficha(s) com campos vazios.</source>
        <translation>
            <numerusform>The model has been through %n card with empty fields.</numerusform>
            <numerusform>The model has been through %n cards with empty fields.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FieldRewriting</name>
    <message>
        <source>de outro jeito</source>
        <translation>in another way</translation>
    </message>
    <message>
        <source>Escrever de novo: {title}</source>
        <translation>Write anew: {title}</translation>
    </message>
    <message>
        <source>O modelo de demonstração não segue instruções: só escreve este campo de outro jeito. Escolha outro modelo para dizer como.</source>
        <translation>The demonstration model follows no instructions: it only writes this field in another way. Choose another model to say how.</translation>
    </message>
    <message>
        <source>O modelo de demonstração só escreve os campos que já vêm com o programa. Escolha outro modelo para escrever este.</source>
        <translation>The demonstration model only writes the fields that come with the program. Choose another model to write this one.</translation>
    </message>
    <message>
        <source>mais curto</source>
        <translation>shorter</translation>
    </message>
    <message>
        <source>mais longo</source>
        <translation>longer</translation>
    </message>
    <message>
        <source>mais simples</source>
        <translation>simpler</translation>
    </message>
    <message>
        <source>sem adjetivos</source>
        <translation>without adjectives</translation>
    </message>
    <message>
        <source>A leitura está em pausa; continue para escrever.</source>
        <translation>Reading is paused; continue to write.</translation>
    </message>
    <message>
        <source>escrevendo…</source>
        <translation>writing…</translation>
    </message>
</context>
<context>
    <name>Form</name>
    <message>
        <source>Alt 1…3 escolhe</source>
        <translation>Alt 1…3 chooses</translation>
    </message>
</context>
<context>
    <name>FormDialog</name>
    <message>
        <source>Cancelar</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Salvar</source>
        <translation>Save</translation>
    </message>
</context>
<context>
    <name>Frame</name>
    <message>
        <source>Fichário</source>
        <translation>Fichário</translation>
    </message>
    <message>
        <source>Escolher um modelo…</source>
        <translation>Choose a model…</translation>
    </message>
    <message>
        <source>Nenhum modelo</source>
        <translation>No model</translation>
    </message>
    <message>
        <source>Foto</source>
        <translation>Photo</translation>
    </message>
    <message>
        <source>Ficha</source>
        <translation>Card</translation>
    </message>
</context>
<context>
    <name>FullScreen</name>
    <message>
        <source>Foto</source>
        <translation>Photo</translation>
    </message>
</context>
<context>
    <name>GuessChips</name>
    <message>
        <source>escolhido</source>
        <translation>chosen</translation>
    </message>
    <message>
        <source>Alt+{number} escolhe</source>
        <translation>Alt+{number} chooses</translation>
    </message>
</context>
<context>
    <name>Guiding</name>
    <message numerus="yes">
        <source>A dica vale para %n produto(s), da próxima vez que forem gerados.</source>
        <translation>
            <numerusform>The hint counts for %n product, the next time it is generated.</numerusform>
            <numerusform>The hint counts for %n products, the next time they are generated.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nada mudou.</source>
        <translation>Nothing changed.</translation>
    </message>
</context>
<context>
    <name>HappeningRow</name>
    <message>
        <source>Voltar a esta versão</source>
        <translation>Return to this version</translation>
    </message>
    <message>
        <source>{field}: saiu “{gone}”, entrou “{come}”</source>
        <translation>{field}: “{gone}” went, “{come}” came</translation>
    </message>
    <message>
        <source>{field}: entrou “{come}”</source>
        <translation>{field}: “{come}” came</translation>
    </message>
    <message>
        <source>{field}: saiu “{gone}”</source>
        <translation>{field}: “{gone}” went</translation>
    </message>
</context>
<context>
    <name>Heading</name>
    <message>
        <source>Escrever de novo: {title} (Ctrl+Shift+R)</source>
        <translation>Write anew: {title} (Ctrl+Shift+R)</translation>
    </message>
</context>
<context>
    <name>HintDialog</name>
    <message>
        <source>Dica para o modelo</source>
        <translation>Hint for the model</translation>
    </message>
    <message>
        <source>linho, coleção verão 2027…</source>
        <translation>linen, summer collection 2027…</translation>
    </message>
    <message numerus="yes">
        <source>O que vale para estes %n produto(s) e a foto não mostra:</source>
        <translation>
            <numerusform>What holds for this %n product and the photo does not show:</numerusform>
            <numerusform>What holds for these %n products and the photos do not show:</numerusform>
        </translation>
    </message>
    <message>
        <source>Substitui a dica de cada um e vale da próxima vez que as fichas forem geradas.</source>
        <translation>Takes the place of each one&apos;s hint and counts the next time the cards are generated.</translation>
    </message>
    <message>
        <source>O modelo de demonstração não lê dicas. A dica fica guardada para outros modelos.</source>
        <translation>The demonstration model reads no hints. The hint is kept for other models.</translation>
    </message>
    <message>
        <source>Usar a dica</source>
        <translation>Use the hint</translation>
    </message>
</context>
<context>
    <name>HintLine</name>
    <message>
        <source>Dica</source>
        <translation>Hint</translation>
    </message>
    <message>
        <source>Dica para o modelo</source>
        <translation>Hint for the model</translation>
    </message>
    <message>
        <source>O que a foto não mostra. Vale da próxima vez que esta ficha for gerada (Ctrl+R).</source>
        <translation>What the photo does not show. Counts the next time this card is generated (Ctrl+R).</translation>
    </message>
    <message>
        <source>linho, coleção verão 2027…</source>
        <translation>linen, summer collection 2027…</translation>
    </message>
    <message>
        <source>O modelo de demonstração não lê dicas. A dica fica guardada para outros modelos.</source>
        <translation>The demonstration model reads no hints. The hint is kept for other models.</translation>
    </message>
    <message>
        <source>o modelo de demonstração não lê dicas</source>
        <translation>the demonstration model reads no hints</translation>
    </message>
</context>
<context>
    <name>History</name>
    <message>
        <source>A ficha está como era nessa versão.</source>
        <translation>The card is as it was in that version.</translation>
    </message>
</context>
<context>
    <name>HistoryPanel</name>
    <message>
        <source>Voltar à ficha (Esc)</source>
        <translation>Back to the card (Esc)</translation>
    </message>
    <message>
        <source>Histórico</source>
        <translation>History</translation>
    </message>
    <message>
        <source>Mostrar mais antigas</source>
        <translation>Show older ones</translation>
    </message>
    <message>
        <source>Escolha um produto na lista para ver o que aconteceu com ele.</source>
        <translation>Choose a product in the list to see what happened to it.</translation>
    </message>
    <message>
        <source>Quando a ficha for escrita, editada ou aprovada, cada mudança aparece aqui e pode ser desfeita.</source>
        <translation>Once the card is written, edited or approved, each change appears here and can be undone.</translation>
    </message>
</context>
<context>
    <name>Inputs</name>
    <message>
        <source>Procurar</source>
        <translation>Find</translation>
    </message>
    <message>
        <source>Substituir por</source>
        <translation>Replace with</translation>
    </message>
    <message>
        <source>Diferenciar maiúsculas de minúsculas</source>
        <translation>Match case</translation>
    </message>
    <message>
        <source>Texto</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Letras</source>
        <translation>Letters</translation>
    </message>
    <message>
        <source>Como um Título: de, da e com ficam minúsculas</source>
        <translation>Like a Title: de, da and com stay low</translation>
    </message>
    <message>
        <source>Como uma frase: só a primeira letra</source>
        <translation>Like a sentence: only the first letter</translation>
    </message>
    <message>
        <source>MAIÚSCULAS</source>
        <translation>UPPER CASE</translation>
    </message>
    <message>
        <source>minúsculas</source>
        <translation>lower case</translation>
    </message>
    <message>
        <source>Escolha o novo valor.</source>
        <translation>Choose the new value.</translation>
    </message>
    <message>
        <source>Escreva o que procurar.</source>
        <translation>Type what to find.</translation>
    </message>
    <message>
        <source>Escreva a expressão a procurar.</source>
        <translation>Type the expression to find.</translation>
    </message>
    <message>
        <source>Escreva o texto a acrescentar.</source>
        <translation>Type the text to add.</translation>
    </message>
    <message>
        <source>Marque ao menos dois valores que querem dizer o mesmo.</source>
        <translation>Check at least two values that mean the same.</translation>
    </message>
</context>
<context>
    <name>Inquiry</name>
    <message>
        <source>Usa {url}</source>
        <translation>Uses {url}</translation>
    </message>
    <message>
        <source>Fica no chaveiro do sistema. Em branco, se o servidor não pede uma.</source>
        <translation>Kept in the system&apos;s keyring. Leave it empty if the server wants none.</translation>
    </message>
    <message>
        <source>Vem da variável {name}.</source>
        <translation>Comes from the variable {name}.</translation>
    </message>
    <message>
        <source>Este computador não tem um chaveiro: a chave vale até o programa fechar.</source>
        <translation>This computer has no keyring: the key holds until the program closes.</translation>
    </message>
    <message>
        <source>Há uma chave guardada no chaveiro do sistema.</source>
        <translation>A key is kept in the system&apos;s keyring.</translation>
    </message>
    <message>
        <source>Perguntando a {host}…</source>
        <translation>Asking {host}…</translation>
    </message>
    <message>
        <source>{host} olha uma imagem de teste; na primeira vez ele pode ter de carregar o modelo…</source>
        <translation>{host} looks at a test picture; the first time it may have to load the model…</translation>
    </message>
    <message>
        <source>{host} responde, mas não diz que modelos tem: escreva o nome do que deve ler as fotos.</source>
        <translation>{host} answers, but does not say which models it has: write the name of the one that should read the photos.</translation>
    </message>
    <message numerus="yes">
        <source>%n modelo(s) em {host}.</source>
        <translation>
            <numerusform>%n model at {host}.</numerusform>
            <numerusform>%n models at {host}.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ItemsDialog</name>
    <message>
        <source>Nada aqui ainda: acrescente à esquerda.</source>
        <translation>Nothing here yet: add at the left.</translation>
    </message>
    <message>
        <source>+ Acrescentar</source>
        <translation>+ Add</translation>
    </message>
    <message>
        <source>Tirar</source>
        <translation>Take out</translation>
    </message>
    <message>
        <source>Subir</source>
        <translation>Move up</translation>
    </message>
    <message>
        <source>Descer</source>
        <translation>Move down</translation>
    </message>
    <message>
        <source>Desfazer</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>Cancelar</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Salvar</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>(sem nome)</source>
        <translation>(no name)</translation>
    </message>
</context>
<context>
    <name>Joining</name>
    <message>
        <source>Selecione dois produtos ou mais para juntá-los em um.</source>
        <translation>Select two products or more to join them into one.</translation>
    </message>
    <message numerus="yes">
        <source>%n foto(s) agora são produtos à parte.</source>
        <translation>
            <numerusform>%n photo is a product of its own now.</numerusform>
            <numerusform>%n photos are products of their own now.</numerusform>
        </translation>
    </message>
    <message>
        <source>A foto principal é outra agora.</source>
        <translation>Another photo is the main one now.</translation>
    </message>
    <message>
        <source>As fotos mudaram de ordem.</source>
        <translation>The photos are in another order now.</translation>
    </message>
    <message numerus="yes">
        <source>%n foto(s) viraram %n produto(s).</source>
        <translation>
            <numerusform>%n photo became %n product.</numerusform>
            <numerusform>%n photos became %n products.</numerusform>
        </translation>
    </message>
    <message>
        <source>Juntar pelas pastas</source>
        <translation>Join by folders</translation>
    </message>
    <message>
        <source>Juntar pelos nomes</source>
        <translation>Join by names</translation>
    </message>
    <message>
        <source>Sempre</source>
        <translation>Always</translation>
    </message>
    <message>
        <source>Juntar em um só</source>
        <translation>Join into one</translation>
    </message>
    <message numerus="yes">
        <source>Pelas pastas, são %n.</source>
        <translation>
            <numerusform>By their folders, it is %n.</numerusform>
            <numerusform>By their folders, they are %n.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Pelos nomes dos arquivos, são %n.</source>
        <translation>
            <numerusform>By the names of the files, it is %n.</numerusform>
            <numerusform>By the names of the files, they are %n.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nada mudou.</source>
        <translation>Nothing changed.</translation>
    </message>
    <message numerus="yes">
        <source>%n produto(s) viraram um só.</source>
        <translation>
            <numerusform>%n product became one.</numerusform>
            <numerusform>%n products became one.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n produto(s) agora são {left}.</source>
        <translation>
            <numerusform>%n product is {left} now.</numerusform>
            <numerusform>%n products are {left} now.</numerusform>
        </translation>
    </message>
    <message>
        <source>Gerar de novo</source>
        <translation>Generate again</translation>
    </message>
    <message>
        <source>Desfazer</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>Fotos do mesmo produto</source>
        <translation>Photos of the same product</translation>
    </message>
</context>
<context>
    <name>Keeping</name>
    <message numerus="yes">
        <source>%n leitura(s) apagada(s): {size}. Nenhuma ficha do catálogo mudou.</source>
        <translation>
            <numerusform>%n reading deleted: {size}. No card of the catalogue has changed.</numerusform>
            <numerusform>%n readings deleted: {size}. No card of the catalogue has changed.</numerusform>
        </translation>
    </message>
    <message>
        <source>Não havia leituras guardadas.</source>
        <translation>There were no readings kept.</translation>
    </message>
</context>
<context>
    <name>LabelView</name>
    <message>
        <source>Texto lido, {number} de {count}: {text}. Enter usa este texto.</source>
        <translation>Text that was read, {number} of {count}: {text}. Enter uses this text.</translation>
    </message>
</context>
<context>
    <name>Labelling</name>
    <message>
        <source>Copiado: “{text}”</source>
        <translation>Copied: “{text}”</translation>
    </message>
</context>
<context>
    <name>Leaving</name>
    <message>
        <source>Voltar</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>Enviar as fotos a {host}</source>
        <translation>Send the photos to {host}</translation>
    </message>
</context>
<context>
    <name>LikenessBar</name>
    <message>
        <source>Mostrar todos de novo</source>
        <translation>Show all again</translation>
    </message>
</context>
<context>
    <name>LikenessLine</name>
    <message>
        <source>Comparar</source>
        <translation>Compare</translation>
    </message>
</context>
<context>
    <name>LikenessPairs</name>
    <message>
        <source>Nenhuma foto repetida à espera de uma decisão.</source>
        <translation>No repeated photo waits for a decision.</translation>
    </message>
    <message numerus="yes">
        <source>%n possível(is) repetida(s) entre as fotos.</source>
        <translation>
            <numerusform>%n possible duplicate among the photos.</numerusform>
            <numerusform>%n possible duplicates among the photos.</numerusform>
        </translation>
    </message>
    <message>
        <source>Comparar</source>
        <translation>Compare</translation>
    </message>
    <message>
        <source>Ficam separados; este par não volta a ser perguntado.</source>
        <translation>They stay apart; this pair will not be asked about again.</translation>
    </message>
</context>
<context>
    <name>LikenessWindow</name>
    <message>
        <source>Fotos repetidas</source>
        <translation>Repeated photos</translation>
    </message>
    <message>
        <source>Par anterior (K)</source>
        <translation>Previous pair (K)</translation>
    </message>
    <message>
        <source>Próximo par (J)</source>
        <translation>Next pair (J)</translation>
    </message>
    <message>
        <source>Foto da esquerda</source>
        <translation>Photo at the left</translation>
    </message>
    <message>
        <source>Foto da direita</source>
        <translation>Photo at the right</translation>
    </message>
    <message>
        <source>Trocar os lados</source>
        <translation>Swap sides</translation>
    </message>
    <message>
        <source>O da esquerda é o que fica</source>
        <translation>The left one is the one that stays</translation>
    </message>
    <message>
        <source>Deixar o da direita de fora</source>
        <translation>Leave the right one out</translation>
    </message>
    <message>
        <source>Manter separados</source>
        <translation>Keep apart</translation>
    </message>
    <message>
        <source>Não pergunta mais por este par</source>
        <translation>Asks no more about this pair</translation>
    </message>
    <message>
        <source>Juntar em um produto</source>
        <translation>Join into one product</translation>
    </message>
    <message>
        <source>%1 de %2</source>
        <translation>%1 of %2</translation>
    </message>
</context>
<context>
    <name>LikenessWords</name>
    <message>
        <source>O mesmo arquivo</source>
        <translation>The same file</translation>
    </message>
    <message>
        <source>A mesma imagem</source>
        <translation>The same picture</translation>
    </message>
    <message>
        <source>Talvez o mesmo produto, fotografado de novo</source>
        <translation>Perhaps the same product, photographed again</translation>
    </message>
    <message>
        <source>As duas fotos são iguais, byte por byte.</source>
        <translation>Both photos are equal, byte for byte.</translation>
    </message>
    <message>
        <source>“{other}”, que chegou depois, é a mesma imagem que “{one}”: {differences}.</source>
        <translation>“{other}”, which came later, is the same picture as “{one}”: {differences}.</translation>
    </message>
    <message>
        <source>As duas fotos são bem mais parecidas entre si (semelhança {similarity}) do que as outras mais próximas delas ({usual}). É um palpite do modelo, que só vê as fotos.</source>
        <translation>The two photos are much more like each other (similarity {similarity}) than like the others nearest to them ({usual}). It is a guess of the model, which only sees the photos.</translation>
    </message>
    <message>
        <source>Mesmo arquivo que “{title}”</source>
        <translation>Same file as “{title}”</translation>
    </message>
    <message>
        <source>Possível repetida: mesma imagem que “{title}”</source>
        <translation>Possible duplicate: same picture as “{title}”</translation>
    </message>
    <message>
        <source>Talvez o mesmo produto que “{title}”</source>
        <translation>Perhaps the same product as “{title}”</translation>
    </message>
    <message numerus="yes">
        <source>(e mais %n)</source>
        <translation>
            <numerusform>(and %n more)</numerusform>
            <numerusform>(and %n more)</numerusform>
        </translation>
    </message>
    <message>
        <source>Mesmo arquivo que outro produto</source>
        <translation>Same file as another product</translation>
    </message>
    <message>
        <source>Possível repetida: outro produto tem a mesma imagem</source>
        <translation>Possibly repeated: another product has the same picture</translation>
    </message>
    <message>
        <source>Talvez o mesmo produto que outro</source>
        <translation>Perhaps the same product as another</translation>
    </message>
    <message>
        <source>Foto colada</source>
        <translation>Pasted photo</translation>
    </message>
    <message>
        <source>foto colada</source>
        <translation>pasted photo</translation>
    </message>
    <message>
        <source>espelhada</source>
        <translation>mirrored</translation>
    </message>
    <message>
        <source>cortada (mostra {share} % dela)</source>
        <translation>cut (shows {share} % of it)</translation>
    </message>
    <message>
        <source>inteira (a outra mostra {share} % dela)</source>
        <translation>whole (the other shows {share} % of it)</translation>
    </message>
    <message>
        <source>maior</source>
        <translation>larger</translation>
    </message>
    <message>
        <source>menor</source>
        <translation>smaller</translation>
    </message>
    <message>
        <source>mais clara</source>
        <translation>lighter</translation>
    </message>
    <message>
        <source>mais escura</source>
        <translation>darker</translation>
    </message>
    <message>
        <source>gravada de novo ou com algo por cima</source>
        <translation>saved again or with something on it</translation>
    </message>
</context>
<context>
    <name>LinesModel</name>
    <message>
        <source>%1. Fica como está: %2</source>
        <translation>%1. Stays as it is: %2</translation>
    </message>
    <message>
        <source>%1. Antes: %2. Depois: %3.</source>
        <translation>%1. Before: %2. After: %3.</translation>
    </message>
    <message>
        <source>sim</source>
        <translation>yes</translation>
    </message>
    <message>
        <source>não</source>
        <translation>no</translation>
    </message>
</context>
<context>
    <name>ListEditor</name>
    <message>
        <source>+ Adicionar item</source>
        <translation>+ Add an item</translation>
    </message>
    <message>
        <source>{count} de {span}</source>
        <translation>{count} of {span}</translation>
    </message>
    <message>
        <source>{count} · mínimo {fewest}</source>
        <translation>{count} · minimum {fewest}</translation>
    </message>
</context>
<context>
    <name>ListRow</name>
    <message>
        <source>{title}, item {number}</source>
        <translation>{title}, item {number}</translation>
    </message>
    <message>
        <source>Remover o item {number}</source>
        <translation>Remove item {number}</translation>
    </message>
    <message>
        <source>Arraste para mudar a ordem (Alt+↑ e Alt+↓)</source>
        <translation>Drag to change the order (Alt+↑ and Alt+↓)</translation>
    </message>
</context>
<context>
    <name>LookAlike</name>
    <message>
        <source>{title}, {percent} parecido, {state}</source>
        <translation>{title}, {percent} alike, {state}</translation>
    </message>
</context>
<context>
    <name>LookAlikes</name>
    <message>
        <source>A ficha parecida não tem nada em “{title}”.</source>
        <translation>The card that looks alike has nothing in “{title}”.</translation>
    </message>
    <message>
        <source>{title}: copiado de “{name}”.</source>
        <translation>{title}: copied from “{name}”.</translation>
    </message>
    <message>
        <source>Os parecidos aparecem quando um modelo deste computador estiver pronto.</source>
        <translation>Look-alikes appear once a model on this computer is ready.</translation>
    </message>
    <message>
        <source>As fotos são lidas por um servidor; parecidos pedem um modelo neste computador.</source>
        <translation>Photos are read by a server; look-alikes need a model on this computer.</translation>
    </message>
    <message>
        <source>O modelo ainda não olhou esta foto; os parecidos aparecem em seguida.</source>
        <translation>The model has not looked at this photo yet; look-alikes appear soon.</translation>
    </message>
    <message>
        <source>Nenhum produto do catálogo se parece com este.</source>
        <translation>No product of the catalogue looks like this one.</translation>
    </message>
    <message>
        <source>Nenhum produto se parece o bastante com este; o mais próximo, {percent}.</source>
        <translation>No product looks enough like this one; the nearest, {percent}.</translation>
    </message>
</context>
<context>
    <name>Match</name>
    <message>
        <source>texto</source>
        <translation>text</translation>
    </message>
    <message>
        <source>foto</source>
        <translation>photo</translation>
    </message>
    <message>
        <source>texto e foto</source>
        <translation>text and photo</translation>
    </message>
    <message>
        <source>Encontrado porque a ficha ou o nome da foto tem as palavras.</source>
        <translation>Found because the card or the photo’s name has the words.</translation>
    </message>
    <message>
        <source>Encontrado porque a foto parece com as palavras.</source>
        <translation>Found because the photo looks like the words.</translation>
    </message>
    <message>
        <source>Encontrado porque o texto tem as palavras e a foto parece com elas.</source>
        <translation>Found because the text has the words and the photo looks like them.</translation>
    </message>
</context>
<context>
    <name>Merger</name>
    <message>
        <source>Valores que querem dizer o mesmo</source>
        <translation>Values that mean the same</translation>
    </message>
    <message>
        <source>Passam a ser</source>
        <translation>Become</translation>
    </message>
</context>
<context>
    <name>ModelDialog</name>
    <message>
        <source>Arquivos do computador</source>
        <translation>Files of this computer</translation>
    </message>
    <message>
        <source>O modelo lê as fotos e escreve as fichas neste computador. Ele vem em dois arquivos.</source>
        <translation>The model reads the photos and writes the cards on this computer. It comes in two files.</translation>
    </message>
    <message>
        <source>Modelo de texto</source>
        <translation>Text model</translation>
    </message>
    <message>
        <source>O arquivo maior, terminado em .gguf: Qwen3-VL-4B-Q4_K_M.gguf, por exemplo</source>
        <translation>The larger file, ending in .gguf: Qwen3-VL-4B-Q4_K_M.gguf, for example</translation>
    </message>
    <message>
        <source>Projetor de imagens</source>
        <translation>Image projector</translation>
    </message>
    <message>
        <source>O arquivo menor do mesmo modelo; o nome costuma começar com mmproj</source>
        <translation>The smaller file of the same model; its name usually begins with mmproj</translation>
    </message>
    <message>
        <source>Usar este modelo</source>
        <translation>Use this model</translation>
    </message>
</context>
<context>
    <name>ModelList</name>
    <message>
        <source>Modelos</source>
        <translation>Models</translation>
    </message>
    <message>
        <source>Para buscar fotos por palavras</source>
        <translation>For finding photos by words</translation>
    </message>
    <message>
        <source>Neste computador</source>
        <translation>On this computer</translation>
    </message>
    <message>
        <source>Para baixar</source>
        <translation>To download</translation>
    </message>
</context>
<context>
    <name>ModelManager</name>
    <message>
        <source>Modelos</source>
        <translation>Models</translation>
    </message>
    <message>
        <source>Usar arquivos do computador…</source>
        <translation>Use files of this computer…</translation>
    </message>
    <message>
        <source>Adicionar do Hugging Face…</source>
        <translation>Add from Hugging Face…</translation>
    </message>
    <message>
        <source>Usar um servidor…</source>
        <translation>Use a server…</translation>
    </message>
    <message>
        <source>Fechar</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>{size} de memória</source>
        <translation>{size} of memory</translation>
    </message>
    <message>
        <source>{size} na placa de vídeo</source>
        <translation>{size} on the graphics card</translation>
    </message>
    <message>
        <source>{size} em disco</source>
        <translation>{size} on disk</translation>
    </message>
    <message>
        <source>Livre para um modelo: {what}</source>
        <translation>Free for a model: {what}</translation>
    </message>
</context>
<context>
    <name>ModelPill</name>
    <message>
        <source>Modelo: %s</source>
        <translation>Model: %s</translation>
    </message>
</context>
<context>
    <name>ModelStrip</name>
    <message>
        <source>Fichário precisa de um modelo para escrever as fichas. As fotos esperam na fila.</source>
        <translation>Fichário needs a model to write the cards. The photos wait in the queue.</translation>
    </message>
</context>
<context>
    <name>Models</name>
    <message>
        <source>O modelo funciona neste computador.</source>
        <translation>The model works on this computer.</translation>
    </message>
    <message>
        <source>Os arquivos estão inteiros.</source>
        <translation>The files are whole.</translation>
    </message>
    <message>
        <source>Baixar de novo</source>
        <translation>Download again</translation>
    </message>
    <message>
        <source>cabe bem</source>
        <translation>fits well</translation>
    </message>
    <message>
        <source>cabe justo</source>
        <translation>just fits</translation>
    </message>
    <message>
        <source>não cabe na memória</source>
        <translation>does not fit into memory</translation>
    </message>
    <message>
        <source>falta espaço em disco</source>
        <translation>not enough disk space</translation>
    </message>
    <message>
        <source>na vez</source>
        <translation>waiting</translation>
    </message>
    <message>
        <source>baixando</source>
        <translation>downloading</translation>
    </message>
    <message>
        <source>conferindo</source>
        <translation>checking</translation>
    </message>
    <message>
        <source>medindo</source>
        <translation>measuring</translation>
    </message>
    <message>
        <source>em pausa</source>
        <translation>paused</translation>
    </message>
    <message>
        <source>falhou</source>
        <translation>failed</translation>
    </message>
    <message>
        <source>com defeito</source>
        <translation>damaged</translation>
    </message>
    <message>
        <source>em uso</source>
        <translation>in use</translation>
    </message>
    <message>
        <source>não comercial</source>
        <translation>not commercial</translation>
    </message>
    <message>
        <source>português</source>
        <translation>Portuguese</translation>
    </message>
    <message>
        <source>inglês</source>
        <translation>English</translation>
    </message>
    <message>
        <source>espanhol</source>
        <translation>Spanish</translation>
    </message>
    <message>
        <source>precisa de {needed}</source>
        <translation>needs {needed}</translation>
    </message>
    <message>
        <source>precisa de {needed}, e há {free} livres</source>
        <translation>needs {needed}, and {free} are free</translation>
    </message>
    <message>
        <source>ocupa {needed}</source>
        <translation>takes {needed}</translation>
    </message>
    <message>
        <source>ocupa {needed}, e há {free} livres</source>
        <translation>takes {needed}, and {free} are free</translation>
    </message>
    <message>
        <source>cerca de {count} fotos por hora neste computador, uma de cada vez</source>
        <translation>about {count} photos an hour on this computer, one at a time</translation>
    </message>
    <message>
        <source>cerca de {count} fotos por hora neste computador, {together} ao mesmo tempo</source>
        <translation>about {count} photos an hour on this computer, {together} at the same time</translation>
    </message>
    <message>
        <source>{done} de {size}</source>
        <translation>{done} of {size}</translation>
    </message>
    <message>
        <source>falta menos de 1 min</source>
        <translation>less than 1 min left</translation>
    </message>
    <message>
        <source>falta 1 min</source>
        <translation>1 min left</translation>
    </message>
    <message>
        <source>faltam {minutes} min</source>
        <translation>{minutes} min left</translation>
    </message>
    <message>
        <source>faltam {hours} h {minutes} min</source>
        <translation>{hours} h {minutes} min left</translation>
    </message>
    <message>
        <source>Baixar</source>
        <translation>Download</translation>
    </message>
    <message>
        <source>Continuar</source>
        <translation>Continue</translation>
    </message>
    <message>
        <source>Tentar de novo</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>Pausar</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Usar</source>
        <translation>Use</translation>
    </message>
    <message>
        <source>Deixar de usar</source>
        <translation>Stop using</translation>
    </message>
    <message>
        <source>Adicionar de novo</source>
        <translation>Add again</translation>
    </message>
    <message>
        <source>Verificar</source>
        <translation>Check</translation>
    </message>
    <message>
        <source>Cancelar</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Remover</source>
        <translation>Remove</translation>
    </message>
    <message>
        <source>Tirar da lista</source>
        <translation>Take off the list</translation>
    </message>
</context>
<context>
    <name>Narrowing</name>
    <message>
        <source>parecidos com %s</source>
        <translation>like %s</translation>
    </message>
    <message>
        <source>Todas</source>
        <translation>All</translation>
    </message>
</context>
<context>
    <name>NoResults</name>
    <message>
        <source>Limpar o filtro</source>
        <translation>Clear the filter</translation>
    </message>
    <message>
        <source>Nenhum produto em “%1” com “%2”.</source>
        <translation>No product in “%1” with “%2”.</translation>
    </message>
    <message>
        <source>Nenhum produto com “%2”.</source>
        <translation>No product with “%2”.</translation>
    </message>
    <message>
        <source>Nenhum produto em “%1”.</source>
        <translation>No product in “%1”.</translation>
    </message>
</context>
<context>
    <name>NoticeFrame</name>
    <message>
        <source>Fechar o aviso</source>
        <translation>Close the notice</translation>
    </message>
</context>
<context>
    <name>Opening</name>
    <message>
        <source>Tentar de novo</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>Abrir o deste computador</source>
        <translation>Open this computer&apos;s own</translation>
    </message>
    <message>
        <source>Senha para {address}:</source>
        <translation>Password for {address}:</translation>
    </message>
    <message>
        <source>Atualizar agora, para todos?</source>
        <translation>Bring it up to date now, for everybody?</translation>
    </message>
</context>
<context>
    <name>Orders</name>
    <message>
        <source>Mais antigas</source>
        <translation>Oldest</translation>
    </message>
    <message>
        <source>Mais novas</source>
        <translation>Newest</translation>
    </message>
    <message>
        <source>Nome</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Menor confiança</source>
        <translation>Least sure</translation>
    </message>
    <message>
        <source>Situação</source>
        <translation>State</translation>
    </message>
    <message>
        <source>Última mudança</source>
        <translation>Last change</translation>
    </message>
    <message numerus="yes">
        <source>%n foto(s) saíram da fila.</source>
        <translation>
            <numerusform>%n photo left the queue.</numerusform>
            <numerusform>%n photos left the queue.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Outages</name>
    <message>
        <source>Mudar o servidor…</source>
        <translation>Change the server…</translation>
    </message>
    <message>
        <source>Escolher outro modelo</source>
        <translation>Choose another model</translation>
    </message>
    <message>
        <source>Continuar</source>
        <translation>Continue</translation>
    </message>
    <message>
        <source>As fotos esperam na fila, e a leitura continua sozinha quando ele voltar.</source>
        <translation>The photos wait in the queue, and reading goes on by itself once it is back.</translation>
    </message>
    <message>
        <source>Tentar agora</source>
        <translation>Try now</translation>
    </message>
    <message>
        <source>Mudar…</source>
        <translation>Change…</translation>
    </message>
    <message>
        <source>O servidor voltou, e a leitura continua.</source>
        <translation>The server is back, and reading goes on.</translation>
    </message>
</context>
<context>
    <name>OwnFields</name>
    <message>
        <source>Unidade desconhecida. Use uma destas: {units}.</source>
        <translation>Unknown unit. Use one of these: {units}.</translation>
    </message>
    <message>
        <source>A lista precisa de ao menos dois itens diferentes.</source>
        <translation>The list needs at least two different entries.</translation>
    </message>
    <message>
        <source>Já há um campo com este nome: escolha outro.</source>
        <translation>There is a field of this name already: choose another.</translation>
    </message>
    <message>
        <source>O catálogo não tem a categoria “{category}”.</source>
        <translation>The catalogue has no category “{category}”.</translation>
    </message>
    <message>
        <source>Campos da ficha</source>
        <translation>Fields of the card</translation>
    </message>
    <message>
        <source>Modelos prontos</source>
        <translation>Ready templates</translation>
    </message>
    <message>
        <source>Arquivo</source>
        <translation>File</translation>
    </message>
    <message>
        <source>Importar campos…</source>
        <translation>Import fields…</translation>
    </message>
    <message>
        <source>Exportar campos…</source>
        <translation>Export fields…</translation>
    </message>
    <message>
        <source>Importar campos</source>
        <translation>Import fields</translation>
    </message>
    <message>
        <source>O arquivo não pôde ser lido: {reason}</source>
        <translation>The file could not be read: {reason}</translation>
    </message>
    <message>
        <source>Estes campos são de uma versão mais nova do Fichário: atualize o programa.</source>
        <translation>These fields are of a newer version of Fichário: update the program.</translation>
    </message>
    <message>
        <source>“{name}” não tem campos de um catálogo do Fichário.</source>
        <translation>“{name}” holds no fields of a Fichário catalogue.</translation>
    </message>
    <message>
        <source>campos.json</source>
        <translation>fields.json</translation>
    </message>
    <message>
        <source>Exportar campos</source>
        <translation>Export fields</translation>
    </message>
    <message>
        <source>O arquivo não pôde ser gravado: {reason}</source>
        <translation>The file could not be written: {reason}</translation>
    </message>
    <message>
        <source>Os campos da ficha mudaram. O modelo de demonstração não preenche os seus: eles ficam para você, até que outro modelo seja escolhido.</source>
        <translation>The card’s fields have changed. The demonstration model does not fill in yours: they are left to you until another model is chosen.</translation>
    </message>
    <message>
        <source>Os campos da ficha mudaram. As próximas fotos já são lidas com eles.</source>
        <translation>The card&apos;s fields have changed. The next photos are read with them already.</translation>
    </message>
</context>
<context>
    <name>Padlock</name>
    <message>
        <source>Travado: o modelo não muda este campo (Ctrl+L destrava)</source>
        <translation>Locked: the model does not change this field (Ctrl+L unlocks)</translation>
    </message>
    <message>
        <source>Destravado: o modelo pode reescrever este campo (Ctrl+L trava)</source>
        <translation>Unlocked: the model may rewrite this field (Ctrl+L locks)</translation>
    </message>
    <message>
        <source>Trava de {title}</source>
        <translation>Lock of {title}</translation>
    </message>
</context>
<context>
    <name>PathEditor</name>
    <message>
        <source>Escolher…</source>
        <translation>Choose…</translation>
    </message>
    <message>
        <source>Escolher: {title}</source>
        <translation>Choose: {title}</translation>
    </message>
</context>
<context>
    <name>PhotoColours</name>
    <message>
        <source>Na foto:</source>
        <translation>In the photo:</translation>
    </message>
    <message>
        <source>{share} do produto na foto</source>
        <translation>{share} of the product in the photo</translation>
    </message>
    <message>
        <source>{share} do produto na foto; o fundo tem cores parecidas</source>
        <translation>{share} of the product in the photo; the background has similar colours</translation>
    </message>
</context>
<context>
    <name>PhotoPane</name>
    <message>
        <source>Ajustar</source>
        <translation>Fit</translation>
    </message>
    <message>
        <source>Mostrar a foto inteira (0)</source>
        <translation>Show the whole photo (0)</translation>
    </message>
    <message>
        <source>Um ponto da tela para cada ponto da foto</source>
        <translation>One pixel of the screen for each pixel of the photo</translation>
    </message>
    <message>
        <source>Texto</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Mostrar o texto lido na embalagem (T)</source>
        <translation>Show the text read on the label (T)</translation>
    </message>
    <message>
        <source>Tela cheia (Espaço)</source>
        <translation>Full screen (Space)</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>Original</translation>
    </message>
    <message>
        <source>Como o modelo viu</source>
        <translation>As the model saw it</translation>
    </message>
</context>
<context>
    <name>PhotoSearch</name>
    <message>
        <source>A busca olha uma foto por vez: foi a primeira.</source>
        <translation>The search looks at one photo at a time: it was the first.</translation>
    </message>
    <message>
        <source>foto colada</source>
        <translation>pasted photo</translation>
    </message>
    <message>
        <source>As fotos são lidas por um servidor; procurar parecidos pede um modelo neste computador.</source>
        <translation>Photos are read by a server; to search for look-alikes takes a model on this computer.</translation>
    </message>
    <message>
        <source>Para procurar parecidos, espere o modelo deste computador ficar pronto, ou escolha um.</source>
        <translation>To search for look-alikes, wait until the model on this computer is ready, or choose one.</translation>
    </message>
    <message>
        <source>A leitura está em pausa; continue para procurar.</source>
        <translation>Reading is paused; go on to search.</translation>
    </message>
    <message>
        <source>Procurando…</source>
        <translation>Searching…</translation>
    </message>
    <message>
        <source>O modelo ainda não olhou esta foto; tente de novo daqui a pouco.</source>
        <translation>The model has not looked at this photo yet; try again in a moment.</translation>
    </message>
    <message>
        <source>Parecidos com {name}</source>
        <translation>Like {name}</translation>
    </message>
</context>
<context>
    <name>PhotoStrip</name>
    <message>
        <source>Fotos do produto</source>
        <translation>Photos of the product</translation>
    </message>
    <message>
        <source>Tornar esta a foto principal</source>
        <translation>Make this the main photo</translation>
    </message>
    <message>
        <source>Mostrar antes</source>
        <translation>Show earlier</translation>
    </message>
    <message>
        <source>Mostrar depois</source>
        <translation>Show later</translation>
    </message>
    <message>
        <source>Separar esta foto</source>
        <translation>Split this photo off</translation>
    </message>
    <message>
        <source>Separar todas as fotos</source>
        <translation>Split all photos off</translation>
    </message>
    <message>
        <source>Foto {number} de {count}</source>
        <translation>Photo {number} of {count}</translation>
    </message>
    <message>
        <source>{photo}, principal</source>
        <translation>{photo}, main</translation>
    </message>
</context>
<context>
    <name>PhotoView</name>
    <message>
        <source>Foto do produto</source>
        <translation>Photo of the product</translation>
    </message>
</context>
<context>
    <name>Pickers</name>
    <message>
        <source>Escolher fotos</source>
        <translation>Choose photos</translation>
    </message>
    <message>
        <source>Fotos</source>
        <translation>Photos</translation>
    </message>
    <message>
        <source>Todos os arquivos</source>
        <translation>All files</translation>
    </message>
    <message>
        <source>Escolher uma pasta de fotos</source>
        <translation>Choose a folder of photos</translation>
    </message>
    <message>
        <source>Pasta:</source>
        <translation>Folder:</translation>
    </message>
    <message>
        <source>Tipo:</source>
        <translation>Type:</translation>
    </message>
</context>
<context>
    <name>Place</name>
    <message>
        <source>As fotos esperam: ninguém confirmou ainda que podem ser enviadas a {host}.</source>
        <translation>The photos wait: nobody has confirmed yet that they may be sent to {host}.</translation>
    </message>
    <message>
        <source>Decidir…</source>
        <translation>Decide…</translation>
    </message>
    <message>
        <source>O catálogo e as fotos são compartilhados com os colegas</source>
        <translation>The catalogue and the photos are shared with colleagues</translation>
    </message>
    <message>
        <source>As fotos são lidas em {host}</source>
        <translation>Photos are read at {host}</translation>
    </message>
    <message>
        <source>O servidor não promete a forma da ficha: o programa confere cada uma, e pede algumas duas vezes.</source>
        <translation>The server does not promise the form of the card: the program checks each one, and asks for some twice.</translation>
    </message>
    <message>
        <source>O servidor só promete parte da forma da ficha: o programa confere cada uma.</source>
        <translation>The server promises only part of the form of the card: the program checks each one.</translation>
    </message>
    <message>
        <source>O servidor não diz quão seguro o modelo está: as fichas ficam sem confiança e sem palpites.</source>
        <translation>The server does not tell how sure the model is: cards come without confidence and without guesses.</translation>
    </message>
    <message>
        <source>O servidor não repete sorteios: a mesma foto pode receber outra ficha.</source>
        <translation>The server does not repeat draws: the same photo may get another card.</translation>
    </message>
    <message>
        <source>Por exemplo: https://fichas.loja.com.br, ou http://192.168.0.20:8077 na rede da loja</source>
        <translation>For example: https://cards.shop.com, or http://192.168.0.20:8077 in the shop&apos;s network</translation>
    </message>
    <message>
        <source>Por exemplo: localhost:11434 (Ollama), localhost:1234 (LM Studio), localhost:8080 (llama-server)</source>
        <translation>For example: localhost:11434 (Ollama), localhost:1234 (LM Studio), localhost:8080 (llama-server)</translation>
    </message>
    <message>
        <source>O servidor recebeu a imagem e respondeu em {seconds} s.</source>
        <translation>The server took the picture and answered in {seconds} s.</translation>
    </message>
    <message>
        <source>O modelo lê imagens: respondeu em {seconds} s.</source>
        <translation>The model reads pictures: it answered in {seconds} s.</translation>
    </message>
    <message>
        <source>O modelo respondeu em {seconds} s, mas errou a cor da imagem: veja se ele lê mesmo fotos.</source>
        <translation>The model answered in {seconds} s, but got the picture&apos;s colour wrong: see whether it really reads photos.</translation>
    </message>
    <message>
        <source>O servidor segue a forma da ficha e diz quão seguro o modelo está.</source>
        <translation>The server keeps the form of the card and tells how sure the model is.</translation>
    </message>
    <message>
        <source>As fotos vão sair deste computador: cada uma é enviada a {host} para ser lida. Quem cuida desse servidor pode vê-las e guardá-las.</source>
        <translation>The photos are going to leave this computer: each one is sent to {host} to be read. Whoever looks after that server can see and keep them.</translation>
    </message>
    <message>
        <source>Vai o arquivo inteiro, com o que a câmera escreveu nele (data e lugar, por exemplo).</source>
        <translation>The whole file goes there, with what the camera wrote into it (date and place, for example).</translation>
    </message>
    <message>
        <source>A conexão não é cifrada (http): outros na mesma rede também podem ver as fotos e a chave.</source>
        <translation>The connection is not encrypted (http): others on the same network can see the photos and the key, too.</translation>
    </message>
</context>
<context>
    <name>PlaceDialog</name>
    <message>
        <source>Onde as fotos são lidas</source>
        <translation>Where photos are read</translation>
    </message>
    <message>
        <source>Neste computador</source>
        <translation>On this computer</translation>
    </message>
    <message>
        <source>Escolher o modelo…</source>
        <translation>Choose the model…</translation>
    </message>
    <message>
        <source>Cancelar</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Um modelo em outra máquina, ou em outro programa desta: Ollama, LM Studio, llama-server, vLLM ou outro que fale como o servidor da OpenAI.</source>
        <translation>A model on another machine, or in another program on this one: Ollama, LM Studio, llama-server, vLLM or another that speaks as OpenAI&apos;s server does.</translation>
    </message>
    <message>
        <source>Nenhum modelo escolhido ainda</source>
        <translation>No model chosen yet</translation>
    </message>
    <message>
        <source>Em um servidor do Fichário</source>
        <translation>On a Fichário server</translation>
    </message>
    <message>
        <source>Em outro servidor de modelos</source>
        <translation>On another model server</translation>
    </message>
    <message>
        <source>Um computador da equipe que lê as fotos para todos.</source>
        <translation>A computer of the team that reads the photos for everybody.</translation>
    </message>
    <message>
        <source>As fotos vão só para o endereço escrito aqui, e para nenhum outro lugar.</source>
        <translation>The photos go to the address written here, and nowhere else.</translation>
    </message>
    <message>
        <source>Usar este servidor</source>
        <translation>Use this server</translation>
    </message>
    <message>
        <source>Ler neste computador</source>
        <translation>Read on this computer</translation>
    </message>
</context>
<context>
    <name>Preview</name>
    <message>
        <source>Antes e depois de cada produto</source>
        <translation>Before and after of each product</translation>
    </message>
    <message>
        <source>Mudam: %1</source>
        <translation>Change: %1</translation>
    </message>
    <message>
        <source>Ficam de fora: %1</source>
        <translation>Left out: %1</translation>
    </message>
</context>
<context>
    <name>PromptDialog</name>
    <message>
        <source>Instruções do modelo</source>
        <translation>Instructions for the model</translation>
    </message>
    <message>
        <source>Texto</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>O que o modelo lê</source>
        <translation>What the model reads</translation>
    </message>
    <message>
        <source>Restaurar o original</source>
        <translation>Restore the original</translation>
    </message>
    <message>
        <source>Cancelar</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Salvar</source>
        <translation>Save</translation>
    </message>
</context>
<context>
    <name>QuestionPanel</name>
    <message>
        <source>que está escrito na etiqueta?</source>
        <translation>what is written on the label?</translation>
    </message>
    <message>
        <source>Pôr em… ▾</source>
        <translation>Put into… ▾</translation>
    </message>
    <message>
        <source>Pôr a resposta em um campo</source>
        <translation>Put the answer into a field</translation>
    </message>
</context>
<context>
    <name>Questions</name>
    <message>
        <source>Perguntar sobre a foto</source>
        <translation>Ask about the photo</translation>
    </message>
    <message>
        <source>O modelo de demonstração não responde a perguntas: só preenche a própria ficha. Escolha outro modelo para perguntar.</source>
        <translation>The demonstration model answers no questions: it only fills in its own card. Choose another model to ask.</translation>
    </message>
    <message>
        <source>A leitura está em pausa; continue para ter a resposta.</source>
        <translation>Reading is paused; continue to get the answer.</translation>
    </message>
    <message>
        <source>olhando a foto…</source>
        <translation>looking at the photo…</translation>
    </message>
</context>
<context>
    <name>QueueDelegate</name>
    <message>
        <source>Solte para juntar</source>
        <translation>Drop to join</translation>
    </message>
    <message>
        <source>escrevendo… “%s”</source>
        <translation>writing… “%s”</translation>
    </message>
</context>
<context>
    <name>QueueModel</name>
    <message>
        <source>{count} fotos</source>
        <translation>{count} photos</translation>
    </message>
    <message>
        <source>{percent} parecido</source>
        <translation>{percent} alike</translation>
    </message>
</context>
<context>
    <name>QueuePane</name>
    <message>
        <source>Ordem</source>
        <translation>Order</translation>
    </message>
    <message>
        <source>Ver em lista (G)</source>
        <translation>Show as rows (G)</translation>
    </message>
    <message>
        <source>Ver em grade (G)</source>
        <translation>Show as a grid (G)</translation>
    </message>
    <message>
        <source>Melhores</source>
        <translation>Best</translation>
    </message>
    <message>
        <source>Ordem: %s</source>
        <translation>Order: %s</translation>
    </message>
    <message>
        <source>Filtro: %s</source>
        <translation>Filter: %s</translation>
    </message>
    <message>
        <source>1 produto</source>
        <translation>1 product</translation>
    </message>
    <message>
        <source>%s produtos</source>
        <translation>%s products</translation>
    </message>
</context>
<context>
    <name>QueueView</name>
    <message>
        <source>Produtos</source>
        <translation>Products</translation>
    </message>
    <message>
        <source>Gerar de novo</source>
        <translation>Generate again</translation>
    </message>
    <message>
        <source>Juntar em um produto</source>
        <translation>Join into one product</translation>
    </message>
    <message>
        <source>Cancelar a geração</source>
        <translation>Cancel generation</translation>
    </message>
    <message>
        <source>Mostrar na pasta</source>
        <translation>Show in folder</translation>
    </message>
    <message>
        <source>Procurar parecidos com este</source>
        <translation>Look for products like this one</translation>
    </message>
    <message>
        <source>Remover da fila</source>
        <translation>Remove from the queue</translation>
    </message>
</context>
<context>
    <name>Reading</name>
    <message>
        <source>Nenhum modelo</source>
        <translation>No model</translation>
    </message>
    <message>
        <source>{model} no servidor {host}</source>
        <translation>{model} on the server {host}</translation>
    </message>
    <message>
        <source>{model} com {projector}, contexto de {context} tokens</source>
        <translation>{model} with {projector}, context of {context} tokens</translation>
    </message>
    <message>
        <source>{model} · aguardando o servidor</source>
        <translation>{model} · waiting for the server</translation>
    </message>
    <message>
        <source>{model} · em pausa</source>
        <translation>{model} · paused</translation>
    </message>
    <message>
        <source>{model} · lendo fotos</source>
        <translation>{model} · reading photos</translation>
    </message>
    <message>
        <source>{model} · pronto</source>
        <translation>{model} · ready</translation>
    </message>
    <message>
        <source>Carregando {model}… {percent} %</source>
        <translation>Loading {model}… {percent}%</translation>
    </message>
    <message>
        <source>Conectando a {host}…</source>
        <translation>Connecting to {host}…</translation>
    </message>
    <message>
        <source>O modelo não abriu</source>
        <translation>The model did not open</translation>
    </message>
    <message>
        <source>{host} não pôde ser usado</source>
        <translation>{host} could not be used</translation>
    </message>
</context>
<context>
    <name>Remark</name>
    <message>
        <source>Não mostrar mais</source>
        <translation>Do not show again</translation>
    </message>
</context>
<context>
    <name>Remembering</name>
    <message>
        <source>Semelhantes: {seen} de {photos} fotos vistas</source>
        <translation>Look-alikes: {seen} of {photos} photos seen</translation>
    </message>
</context>
<context>
    <name>RepositoryDialog</name>
    <message>
        <source>Adicionar do Hugging Face</source>
        <translation>Add from Hugging Face</translation>
    </message>
    <message>
        <source>dono/nome</source>
        <translation>owner/name</translation>
    </message>
    <message>
        <source>Repositório</source>
        <translation>Repository</translation>
    </message>
    <message>
        <source>O nome, ou o endereço da página: ggml-org/Qwen2.5-VL-7B-Instruct-GGUF, por exemplo</source>
        <translation>Its name, or the address of its page: ggml-org/Qwen2.5-VL-7B-Instruct-GGUF, for example</translation>
    </message>
    <message>
        <source>Um modelo de visão em GGUF que você achou, com o seu projetor (mmproj). Nada é baixado antes de você escolher.</source>
        <translation>A vision model in GGUF that you found, with its projector (mmproj). Nothing is downloaded before you choose.</translation>
    </message>
    <message>
        <source>Procurar</source>
        <translation>Look it up</translation>
    </message>
</context>
<context>
    <name>RewritePanel</name>
    <message>
        <source>ou diga como: sem adjetivos, para crianças…</source>
        <translation>or say how: without adjectives, for children…</translation>
    </message>
    <message>
        <source>Recusar   Esc</source>
        <translation>Refuse   Esc</translation>
    </message>
    <message>
        <source>Recusar</source>
        <translation>Refuse</translation>
    </message>
    <message>
        <source>Aceitar   ↵</source>
        <translation>Accept   ↵</translation>
    </message>
    <message>
        <source>Aceitar</source>
        <translation>Accept</translation>
    </message>
    <message>
        <source>O texto ficou igual.</source>
        <translation>The text stayed the same.</translation>
    </message>
</context>
<context>
    <name>RowState</name>
    <message>
        <source>na fila</source>
        <translation>queued</translation>
    </message>
    <message>
        <source>gerando</source>
        <translation>generating</translation>
    </message>
    <message>
        <source>para revisar</source>
        <translation>to review</translation>
    </message>
    <message>
        <source>aprovada</source>
        <translation>approved</translation>
    </message>
    <message>
        <source>exportada</source>
        <translation>exported</translation>
    </message>
    <message>
        <source>rejeitada</source>
        <translation>rejected</translation>
    </message>
    <message>
        <source>falhou · tentar de novo</source>
        <translation>failed · try again</translation>
    </message>
    <message>
        <source>cancelada</source>
        <translation>cancelled</translation>
    </message>
</context>
<context>
    <name>SampleLine</name>
    <message>
        <source>Amostra</source>
        <translation>Sample</translation>
    </message>
    <message>
        <source>Escrever todas</source>
        <translation>Write all</translation>
    </message>
    <message>
        <source>Solta a fila: todas as que esperam</source>
        <translation>Lets the queue go: all that wait</translation>
    </message>
    <message>
        <source>Escreve a amostra de novo, com a dica e as instruções de agora</source>
        <translation>Writes the sample again, with the present hint and instructions</translation>
    </message>
    <message>
        <source>Estas de novo</source>
        <translation>These again</translation>
    </message>
    <message>
        <source>Ver a próxima</source>
        <translation>See the next</translation>
    </message>
    <message>
        <source>Abre a próxima ficha da amostra</source>
        <translation>Opens the sample&apos;s next card</translation>
    </message>
    <message>
        <source>Diz ao modelo o que vale para a amostra e para todas as que esperam</source>
        <translation>Tells the model what holds for the sample and for all that wait</translation>
    </message>
    <message>
        <source>Dica para todas…</source>
        <translation>Hint for all…</translation>
    </message>
    <message>
        <source>Instruções…</source>
        <translation>Instructions…</translation>
    </message>
    <message>
        <source>Muda as instruções do modelo</source>
        <translation>Changes the model&apos;s instructions</translation>
    </message>
    <message numerus="yes">
        <source>%n produto(s) esperam.</source>
        <translation>
            <numerusform>%n product waits.</numerusform>
            <numerusform>%n products wait.</numerusform>
        </translation>
    </message>
    <message>
        <source>Não sobrou nada da amostra.</source>
        <translation>Nothing is left of the sample.</translation>
    </message>
    <message numerus="yes">
        <source>Amostra: %1 de %n pronta(s).</source>
        <translation>
            <numerusform>Sample: %1 of %n ready.</numerusform>
            <numerusform>Sample: %1 of %n ready.</numerusform>
        </translation>
    </message>
    <message>
        <source>A amostra está pronta: olhe e diga como seguir.</source>
        <translation>The sample is ready: look, and say how to go on.</translation>
    </message>
</context>
<context>
    <name>Sampling</name>
    <message numerus="yes">
        <source>Há poucas fotos na fila: uma amostra vale a pena quando esperam mais de %n.</source>
        <translation>
            <numerusform>There are few photos in the queue: a sample is worth while where more than %n waits.</numerusform>
            <numerusform>There are few photos in the queue: a sample is worth while where more than %n wait.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n produto(s) voltaram a andar na fila.</source>
        <translation>
            <numerusform>%n product moves on in the queue.</numerusform>
            <numerusform>%n products move on in the queue.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n foto(s) esperam a vez. Quer ver cinco fichas antes das outras?</source>
        <translation>
            <numerusform>%n photo waits its turn. Would you like to see five cards before the others?</numerusform>
            <numerusform>%n photos wait their turn. Would you like to see five cards before the others?</numerusform>
        </translation>
    </message>
    <message>
        <source>Cinco primeiro</source>
        <translation>Five first</translation>
    </message>
</context>
<context>
    <name>SavedFilters</name>
    <message>
        <source>“{name}” agora guarda este filtro.</source>
        <translation>“{name}” now keeps this filter.</translation>
    </message>
    <message>
        <source>Filtro “{name}” removido.</source>
        <translation>Filter “{name}” removed.</translation>
    </message>
    <message>
        <source>FILTROS SALVOS</source>
        <translation>SAVED FILTERS</translation>
    </message>
    <message>
        <source>Salvar este filtro…</source>
        <translation>Save this filter…</translation>
    </message>
    <message>
        <source>Nome do filtro</source>
        <translation>Name of the filter</translation>
    </message>
    <message>
        <source>Renomear…</source>
        <translation>Rename…</translation>
    </message>
    <message>
        <source>Remover o filtro</source>
        <translation>Remove the filter</translation>
    </message>
    <message>
        <source>Filtro salvo: %1</source>
        <translation>Saved filter: %1</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Procurar por texto ou soltar uma foto parecida</source>
        <translation>Search by text, or drop a photo that looks alike</translation>
    </message>
    <message>
        <source>Procurar por texto</source>
        <translation>Search by text</translation>
    </message>
    <message>
        <source>Uma foto solta ou colada aqui procura produtos parecidos.</source>
        <translation>A photo that is dropped or pasted here searches for products that look like it.</translation>
    </message>
    <message>
        <source>Procurar nos textos e nas fotos, ou soltar uma foto parecida</source>
        <translation>Search texts and photos, or drop a photo to find its like</translation>
    </message>
    <message>
        <source>Solte para procurar parecidos</source>
        <translation>Drop to search for look-alikes</translation>
    </message>
</context>
<context>
    <name>Seen</name>
    <message>
        <source>O modelo não viu esta foto ao escrever a ficha.</source>
        <translation>The model did not see this photo when it wrote the card.</translation>
    </message>
    <message>
        <source>O modelo viu {seen} das {count} fotos.</source>
        <translation>The model saw {seen} of the {count} photos.</translation>
    </message>
    <message>
        <source>A ficha foi escrita também com fotos que já não estão aqui.</source>
        <translation>The card was also written from photos that are not here any more.</translation>
    </message>
</context>
<context>
    <name>SelectionBar</name>
    <message>
        <source>Aprovar</source>
        <translation>Approve</translation>
    </message>
    <message>
        <source>Aprovar as fichas selecionadas (Ctrl+Enter na lista)</source>
        <translation>Approve the selected cards (Ctrl+Enter in the list)</translation>
    </message>
    <message>
        <source>Rejeitar</source>
        <translation>Reject</translation>
    </message>
    <message>
        <source>Rejeitar as selecionadas (Ctrl+Shift+Backspace na lista)</source>
        <translation>Reject the selected ones (Ctrl+Shift+Backspace in the list)</translation>
    </message>
    <message>
        <source>Mais ▾</source>
        <translation>More ▾</translation>
    </message>
    <message>
        <source>Mais ações para a seleção</source>
        <translation>More for the selection</translation>
    </message>
    <message>
        <source>Editar em massa…</source>
        <translation>Bulk edit…</translation>
    </message>
    <message>
        <source>Gerar de novo</source>
        <translation>Generate again</translation>
    </message>
    <message>
        <source>Dica para o modelo…</source>
        <translation>Hint for the model…</translation>
    </message>
    <message>
        <source>Juntar em um produto</source>
        <translation>Join into one product</translation>
    </message>
    <message>
        <source>Exportar a seleção</source>
        <translation>Export the selection</translation>
    </message>
    <message>
        <source>Remover da fila</source>
        <translation>Remove from the queue</translation>
    </message>
    <message>
        <source>%1 selecionados</source>
        <translation>%1 selected</translation>
    </message>
</context>
<context>
    <name>Server</name>
    <message>
        <source>Ver o que há lá</source>
        <translation>See what is there</translation>
    </message>
    <message>
        <source>Endereço</source>
        <translation>Address</translation>
    </message>
    <message>
        <source>Esquecer</source>
        <translation>Forget</translation>
    </message>
    <message>
        <source>Tira a chave do chaveiro do sistema</source>
        <translation>Takes the key out of the system&apos;s keyring</translation>
    </message>
    <message>
        <source>Chave</source>
        <translation>Key</translation>
    </message>
    <message>
        <source>Modelos do servidor</source>
        <translation>The server&apos;s models</translation>
    </message>
    <message>
        <source>Nome do modelo</source>
        <translation>Name of the model</translation>
    </message>
    <message>
        <source>Como o servidor o chama.</source>
        <translation>As the server calls it.</translation>
    </message>
    <message>
        <source>Fotos ao mesmo tempo</source>
        <translation>Photos at the same time</translation>
    </message>
    <message>
        <source>Mais fotos só ajudam se o servidor der conta delas.</source>
        <translation>More photos only help if the server can cope with them.</translation>
    </message>
    <message>
        <source>Experimentar com uma imagem</source>
        <translation>Try it with a picture</translation>
    </message>
    <message>
        <source>Modelo</source>
        <translation>Model</translation>
    </message>
    <message>
        <source>Escolha um dos modelos</source>
        <translation>Choose one of the models</translation>
    </message>
</context>
<context>
    <name>Sharing</name>
    <message>
        <source>As fotos ficam neste computador e são enviadas aos colegas depois.</source>
        <translation>The photos stay on this computer and are sent to colleagues later.</translation>
    </message>
</context>
<context>
    <name>Shortcuts</name>
    <message>
        <source>Atalhos do teclado</source>
        <translation>Keyboard shortcuts</translation>
    </message>
</context>
<context>
    <name>States</name>
    <message>
        <source>Todas</source>
        <translation>All</translation>
    </message>
    <message>
        <source>Para revisar</source>
        <translation>To review</translation>
    </message>
    <message>
        <source>Gerando</source>
        <translation>Generating</translation>
    </message>
    <message>
        <source>Na fila</source>
        <translation>Queued</translation>
    </message>
    <message>
        <source>Aprovadas</source>
        <translation>Approved</translation>
    </message>
    <message>
        <source>Exportadas</source>
        <translation>Exported</translation>
    </message>
    <message>
        <source>Rejeitadas</source>
        <translation>Rejected</translation>
    </message>
    <message>
        <source>Falharam</source>
        <translation>Failed</translation>
    </message>
    <message>
        <source>Canceladas</source>
        <translation>Cancelled</translation>
    </message>
    <message>
        <source>FILA</source>
        <translation>QUEUE</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>? atalhos</source>
        <translation>? shortcuts</translation>
    </message>
    <message>
        <source>Atalhos do teclado</source>
        <translation>Keyboard shortcuts</translation>
    </message>
</context>
<context>
    <name>SuggestionRow</name>
    <message>
        <source>escolhida</source>
        <translation>chosen</translation>
    </message>
</context>
<context>
    <name>Teller</name>
    <message>
        <source>Desfazer</source>
        <translation>Undo</translation>
    </message>
    <message numerus="yes">
        <source>%n foto(s) já estavam no catálogo e não foram repetidas.</source>
        <translation>
            <numerusform>%n photo was in the catalogue already and was not added again.</numerusform>
            <numerusform>%n photos were in the catalogue already and were not added again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ficha(s) gravadas em {name}.</source>
        <translation>
            <numerusform>%n card written to {name}.</numerusform>
            <numerusform>%n cards written to {name}.</numerusform>
        </translation>
    </message>
    <message>
        <source>Abrir a pasta</source>
        <translation>Open the folder</translation>
    </message>
    <message>
        <source>O que foi digitado ainda não pôde ser salvo. A janela continua aberta para nada se perder.</source>
        <translation>What was typed could not be saved yet. The window stays open so that nothing is lost.</translation>
    </message>
    <message>
        <source>Fechar assim mesmo</source>
        <translation>Close anyway</translation>
    </message>
    <message>
        <source>Salvo às {time}</source>
        <translation>Saved at {time}</translation>
    </message>
</context>
<context>
    <name>TextEditor</name>
    <message>
        <source>1 palavra</source>
        <translation>1 word</translation>
    </message>
    <message>
        <source>{words} palavras</source>
        <translation>{words} words</translation>
    </message>
    <message>
        <source>{counted} · mínimo {minimum}</source>
        <translation>{counted} · minimum {minimum}</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Fichário</source>
        <translation>Fichário</translation>
    </message>
    <message>
        <source>+ Fotos</source>
        <translation>+ Photos</translation>
    </message>
    <message>
        <source>Escolher fotos ou soltá-las na janela (Ctrl+O)</source>
        <translation>Choose photos, or drop them on the window (Ctrl+O)</translation>
    </message>
    <message>
        <source>Adicionar fotos</source>
        <translation>Add photos</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menu</translation>
    </message>
    <message>
        <source>Exportar %s</source>
        <translation>Export %s</translation>
    </message>
    <message>
        <source>Exportar</source>
        <translation>Export</translation>
    </message>
</context>
<context>
    <name>TransferPane</name>
    <message>
        <source>Andamento</source>
        <translation>Progress</translation>
    </message>
    <message>
        <source>Espera o download que está em andamento.</source>
        <translation>Waits for the download in hand.</translation>
    </message>
    <message>
        <source>Em pausa; o que já veio está guardado.</source>
        <translation>Paused; what has come is kept.</translation>
    </message>
    <message>
        <source>Conferindo o que veio…</source>
        <translation>Checking what came…</translation>
    </message>
    <message>
        <source>Medindo a velocidade com uma foto de teste…</source>
        <translation>Measuring the speed with a test photo…</translation>
    </message>
    <message>
        <source>Conferindo os arquivos…</source>
        <translation>Checking the files…</translation>
    </message>
    <message>
        <source>Consultando o servidor…</source>
        <translation>Asking the server…</translation>
    </message>
</context>
<context>
    <name>UndoKeys</name>
    <message>
        <source>Desfazer</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>Refazer</source>
        <translation>Redo</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Escolher fotos</source>
        <translation>Choose photos</translation>
    </message>
    <message>
        <source>Solte fotos de produtos aqui</source>
        <translation>Drop product photos here</translation>
    </message>
    <message>
        <source>Experimentar com fotos de exemplo</source>
        <translation>Try with sample photos</translation>
    </message>
    <message>
        <source>Tudo acontece neste computador</source>
        <translation>Everything happens on this computer</translation>
    </message>
    <message>
        <source>Fichário precisa de um modelo para escrever as fichas.</source>
        <translation>Fichário needs a model to write the cards.</translation>
    </message>
    <message>
        <source>As fotos podem ser soltas já: elas esperam na fila.</source>
        <translation>Photos can be dropped now: they wait in the queue.</translation>
    </message>
</context>
<context>
    <name>Whereabouts</name>
    <message>
        <source>Servidor e banco, como servidor/fichario.</source>
        <translation>Server and database, like server/fichario.</translation>
    </message>
    <message>
        <source>Usa {url}</source>
        <translation>Uses {url}</translation>
    </message>
    <message>
        <source>Em branco, o nome que você tem neste computador.</source>
        <translation>Blank for your name on this computer.</translation>
    </message>
    <message>
        <source>Fica no chaveiro do sistema. Em branco, a que já está lá.</source>
        <translation>Kept in the system’s keyring. Blank for the one that is there already.</translation>
    </message>
    <message>
        <source>Vem da variável {name}.</source>
        <translation>Comes from the variable {name}.</translation>
    </message>
    <message>
        <source>Perguntando a {host}…</source>
        <translation>Asking {host}…</translation>
    </message>
    <message>
        <source>Você pode trabalhar nele. O banco está vazio: o catálogo começa do zero.</source>
        <translation>You can work in it. The database is empty: the catalogue begins from nothing.</translation>
    </message>
    <message numerus="yes">
        <source>Você pode trabalhar nele. Tem %n produto(s).</source>
        <translation>
            <numerusform>You can work in it. It has %n product.</numerusform>
            <numerusform>You can work in it. It has %n products.</numerusform>
        </translation>
    </message>
    <message>
        <source>As fotos ficam no próprio banco.</source>
        <translation>The photos are kept in the database itself.</translation>
    </message>
    <message>
        <source>As fotos ficam em {place}, onde se pode gravar.</source>
        <translation>The photos are kept in {place}, which can be written.</translation>
    </message>
    <message>
        <source>Este computador não tem um chaveiro: a senha é perguntada a cada abertura.</source>
        <translation>This computer has no keyring: the password is asked for each time.</translation>
    </message>
    <message>
        <source>O outro catálogo abre na próxima vez que o Fichário abrir; até lá, este continua.</source>
        <translation>The other catalogue opens the next time Fichário is opened; until then this one goes on.</translation>
    </message>
    <message>
        <source>Fechar agora</source>
        <translation>Close now</translation>
    </message>
    <message>
        <source>Não há nesta rede um computador chamado {host}. Confira o endereço.</source>
        <translation>There is no computer called {host} on this network. Check the address.</translation>
    </message>
    <message>
        <source>{host} não responde ({reason}). Confira o endereço e a porta, e se o servidor está no ar.</source>
        <translation>{host} does not answer ({reason}). Check the address and the port, and whether the server is up.</translation>
    </message>
</context>
<context>
    <name>Window</name>
    <message>
        <source>Remover da fila</source>
        <translation>Remove from the queue</translation>
    </message>
    <message>
        <source>Nada a conferir nesta ficha.</source>
        <translation>Nothing to look at on this card.</translation>
    </message>
    <message>
        <source>Meu catálogo</source>
        <translation>My catalogue</translation>
    </message>
</context>
<context>
    <name>WordFinding</name>
    <message>
        <source>Busca por palavras: {seen} de {photos} fotos vistas</source>
        <translation>Search by words: {seen} of {photos} photos seen</translation>
    </message>
</context>
<context>
    <name>Work</name>
    <message>
        <source>Parar</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>Em andamento</source>
        <translation>In progress</translation>
    </message>
</context>
<context>
    <name>_FileLine</name>
    <message>
        <source>Procurar…</source>
        <translation>Browse…</translation>
    </message>
</context>
<context>
    <name>messages</name>
    <message>
        <source>Este valor não é aceito.</source>
        <translation>This value is not accepted.</translation>
    </message>
    <message>
        <source>Item {number}: {message}</source>
        <translation>Item {number}: {message}</translation>
    </message>
    <message>
        <source>Escreva algo aqui.</source>
        <translation>Write something here.</translation>
    </message>
    <message>
        <source>Ponha ao menos um item.</source>
        <translation>Add at least one item.</translation>
    </message>
    <message>
        <source>Falta 1 palavra: o texto tem {words} e pede {minimum}.</source>
        <translation>1 word is missing: the text has {words} and needs {minimum}.</translation>
    </message>
    <message>
        <source>Faltam {missing} palavras: o texto tem {words} e pede {minimum}.</source>
        <translation>{missing} words are missing: the text has {words} and needs {minimum}.</translation>
    </message>
    <message>
        <source>Falta preencher este campo.</source>
        <translation>This field still has to be filled in.</translation>
    </message>
    <message>
        <source>Escreva um texto.</source>
        <translation>Write a text.</translation>
    </message>
    <message>
        <source>Escreva ao menos {min_length} caracteres.</source>
        <translation>Write at least {min_length} characters.</translation>
    </message>
    <message>
        <source>No máximo {max_length} caracteres: há {length}.</source>
        <translation>At most {max_length} characters: there are {length}.</translation>
    </message>
    <message>
        <source>O texto não tem o formato esperado.</source>
        <translation>The text does not have the expected form.</translation>
    </message>
    <message>
        <source>O texto tem poucas palavras.</source>
        <translation>The text has too few words.</translation>
    </message>
    <message>
        <source>Há um caractere invisível que não pode ficar no texto.</source>
        <translation>There is an invisible character that cannot stay in the text.</translation>
    </message>
    <message>
        <source>O texto deve ficar em uma só linha.</source>
        <translation>The text must stay on one line.</translation>
    </message>
    <message>
        <source>Pelo menos {min_length} itens.</source>
        <translation>At least {min_length} items.</translation>
    </message>
    <message>
        <source>No máximo {max_length} itens: há {actual_length}.</source>
        <translation>At most {max_length} items: there are {actual_length}.</translation>
    </message>
    <message>
        <source>Escreva uma lista de itens.</source>
        <translation>Write a list of items.</translation>
    </message>
    <message>
        <source>Escolha um item da lista.</source>
        <translation>Choose an item from the list.</translation>
    </message>
    <message>
        <source>Escolha sim ou não.</source>
        <translation>Choose yes or no.</translation>
    </message>
    <message>
        <source>Escreva um número inteiro.</source>
        <translation>Write a whole number.</translation>
    </message>
    <message>
        <source>Escreva um número.</source>
        <translation>Write a number.</translation>
    </message>
    <message>
        <source>O número deve ser maior que {gt}.</source>
        <translation>The number must be greater than {gt}.</translation>
    </message>
    <message>
        <source>O número deve ser {ge} ou mais.</source>
        <translation>The number must be {ge} or more.</translation>
    </message>
    <message>
        <source>O número deve ser menor que {lt}.</source>
        <translation>The number must be less than {lt}.</translation>
    </message>
    <message>
        <source>O número deve ser {le} ou menos.</source>
        <translation>The number must be {le} or less.</translation>
    </message>
    <message>
        <source>O número deve ser múltiplo de {multiple_of}.</source>
        <translation>The number must be a multiple of {multiple_of}.</translation>
    </message>
    <message>
        <source>Escreva o caminho de um arquivo ou pasta.</source>
        <translation>Write the path of a file or folder.</translation>
    </message>
    <message>
        <source>Não há um arquivo neste caminho.</source>
        <translation>There is no file at this path.</translation>
    </message>
    <message>
        <source>Não há uma pasta neste caminho.</source>
        <translation>There is no folder at this path.</translation>
    </message>
    <message>
        <source>Já existe algo neste caminho.</source>
        <translation>Something exists at this path already.</translation>
    </message>
    <message>
        <source>Este caminho não existe.</source>
        <translation>This path does not exist.</translation>
    </message>
</context>
<context>
    <name>words</name>
    <message>
        <source>O modelo teve certeza ({value}).</source>
        <translation>The model was sure ({value}).</translation>
    </message>
    <message>
        <source>O modelo não teve certeza ({value}): vale conferir.</source>
        <translation>The model was not sure ({value}): worth a look.</translation>
    </message>
    <message>
        <source>O modelo hesitou entre {first} e {second}.</source>
        <translation>The model hesitated between {first} and {second}.</translation>
    </message>
</context>
</TS>
