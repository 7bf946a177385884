"""Invented accounts in three languages: who by role, what, where in the room; never a name."""

from random import Random

Told3 = tuple[str, str, str]
LANGUAGES = ("en", "ru", "kk")
ACCOUNTS: dict[str, tuple[Told3, ...]] = {
    "ACC-01": (
        (
            "The secretary said that my organisation is not on the commission's list and closed the door.",
            "Секретарь сказала, что нашей организации нет в списке комиссии, и закрыла дверь.",
            "Хатшы ұйымымыз комиссияның тізімінде жоқ деп, есікті жауып қойды.",
        ),
        (
            "I was told to bring another paper. No written refusal was given.",
            "Сказали принести другую бумагу. Письменного отказа не дали.",
            "Басқа қағаз әкелу керек деді. Жазбаша бас тарту берілмеді.",
        ),
    ),
    "ACC-02": (
        (
            "The chairperson said that I disturb the work and a guard led me out.",
            "Председатель заявил, что я мешаю работе, и охранник вывел меня.",
            "Төраға жұмысқа кедергі жасайсың деді, күзетші мені сыртқа шығарды.",
        ),
    ),
    "ACC-03": (
        (
            "The chairs for observers stand at the far wall. The list desk cannot be seen from there.",
            "Стулья для наблюдателей стоят у дальней стены. Стола со списками оттуда не видно.",
            "Байқаушылардың орындықтары алыстағы қабырғада тұр. Ол жерден тізім үстелі көрінбейді.",
        ),
    ),
    "ACC-04": (
        (
            "A member of the commission covered the camera with a hand and said that photos are forbidden.",
            "Член комиссии закрыл камеру рукой и сказал, что снимать нельзя.",
            "Комиссия мүшесі камераны қолымен жауып, түсіруге болмайды деді.",
        ),
    ),
    "ACC-05": (
        (
            "Asked three times for the number of voters; the answer was that it will be in the evening.",
            "Трижды спросили число проголосовавших, ответили: скажем вечером.",
            "Дауыс бергендердің санын үш рет сұрадық, кешке айтамыз деп жауап берді.",
        ),
    ),
    "VOT-02": (
        (
            "A voter got two ballots of one colour and signed once.",
            "Избиратель получил два бюллетеня одного цвета и расписался один раз.",
            "Сайлаушы бір түсті екі бюллетень алып, бір рет қол қойды.",
        ),
    ),
    "VOT-04": (
        (
            "A man put a folded bundle into the far box. The commission said that it saw nothing.",
            "Мужчина опустил сложенную пачку в дальнюю урну. В комиссии сказали, что ничего не видели.",
            "Бір ер адам шеткі жәшікке бүктелген бума салды. Комиссия ештеңе көрмедік деді.",
        ),
    ),
    "VOT-05": (
        (
            "A woman voted with three identity cards and said that they are her family's.",
            "Женщина проголосовала по трём удостоверениям и сказала, что это её семья.",
            "Бір әйел үш жеке куәлікпен дауыс берді, отбасымдікі деді.",
        ),
    ),
    "VOT-07": (
        (
            "Workers in the same jackets showed their phones to a person at the door after voting.",
            "Работники в одинаковых куртках после голосования показывали телефоны человеку у двери.",
            "Бірдей күртеше киген жұмысшылар дауыс бергеннен кейін есік алдындағы адамға телефондарын көрсетті.",
        ),
    ),
    "VOT-08": (
        (
            "A bus brought about twenty people; one person with a list called them in.",
            "Автобус привёз около двадцати человек, один человек со списком вызывал их по очереди.",
            "Автобус жиырмаға жуық адам әкелді, тізім ұстаған біреу оларды кезекпен шақырды.",
        ),
    ),
    "OUT-02": (
        (
            "The portable box left through the side door. Observers were told when it was gone.",
            "Переносную урну вынесли через боковую дверь. Наблюдателям сказали, когда её уже не было.",
            "Тасымалды жәшікті бүйір есіктен алып шықты. Байқаушыларға кейін ғана айтты.",
        ),
    ),
    "CNT-01": (
        (
            "For the count a line was drawn on the floor five metres from the tables.",
            "На время подсчёта на полу провели черту в пяти метрах от столов.",
            "Санау кезінде үстелдерден бес метр жерге еденге сызық тартылды.",
        ),
    ),
    "CNT-02": (
        (
            "Ballots were sorted in silence, the marks could not be seen.",
            "Бюллетени раскладывали молча, отметок видно не было.",
            "Бюллетеньдерді үнсіз сұрыптады, белгілер көрінбеді.",
        ),
    ),
    "PRT-01": (
        (
            "The chairperson said that the stamp is locked away and no copy can be given tonight.",
            "Председатель сказал, что печать в сейфе и копию сегодня выдать нельзя.",
            "Төраға мөр сейфте, бүгін көшірме бере алмаймыз деді.",
        ),
    ),
    "SAF-01": (
        (
            "Two men followed me to the bus stop and told me not to come back.",
            "Двое мужчин шли за мной до остановки и сказали не возвращаться.",
            "Екі ер адам аялдамаға дейін артымнан еріп, қайтып келме деді.",
        ),
    ),
}
OTHERWISE: tuple[Told3, ...] = (
    (
        "Seen from my place at the wall; told the commission at once.",
        "Видно с моего места у стены; сразу сообщили комиссии.",
        "Қабырға жанындағы орнымнан көрдім; комиссияға бірден айттым.",
    ),
    (
        "It lasted some minutes. Two other observers saw it too.",
        "Продолжалось несколько минут. Это видели ещё два наблюдателя.",
        "Бірнеше минутқа созылды. Оны тағы екі байқаушы көрді.",
    ),
    (
        "The commission said that it is always done like this.",
        "В комиссии сказали, что так делают всегда.",
        "Комиссия әрқашан осылай істейміз деді.",
    ),
)


def account_of(code: str, language: str, chance: Random) -> str:
    return chance.choice(ACCOUNTS.get(code, OTHERWISE))[LANGUAGES.index(language)]
