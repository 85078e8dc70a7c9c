# One text, its records. From the project's folder, without installing: PYTHONPATH=python ZHIBIAO_LIBRARY=build/release/libzhibiao.so
import zhibiao

text = "截至11月末，全市新建改造公厕246座，完成年计划的102.5%。"
for record in zhibiao.extract(text, date="2024-12-05", region="长春市"):
    print(record.indicator, record.actual.value, record.actual.unit)  # 246 is a Decimal
    print("planned:", record.target, "from its", record.target.derived)
    print("until", record.time_to, "in", record.region_name)  # a datetime.date
    print("as written:", text[record.actual.start:record.actual.end])
